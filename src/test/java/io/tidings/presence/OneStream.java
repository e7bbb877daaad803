package io.tidings.presence;

import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Subject;
import io.tidings.auth.Validity;
import io.tidings.control.OpenStream;
import io.tidings.delivery.Holder;
import io.tidings.delivery.IdleConnection;
import io.tidings.delivery.Subscriber;
import io.tidings.event.Cursor;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.sse.NativeFormat;
import java.time.Instant;
import java.util.Optional;

/// Streams as lanes tell of them. Nothing is sent on them.
final class OneStream {
    private OneStream() {}

    /// The selection of these topics and patterns.
    static Selection of(String... wanted) {
        return Selection.of(Patterns.of(wanted));
    }

    /// A stream of a user of an issuer.
    static Subscriber by(String user, String... wanted) {
        var subject = Optional.of(new Subject(Optional.of("main"), user));
        return held(open(Caller.of(subject, Grants.SUBSCRIBE_ALL, Grants.NONE, Validity.UNLIMITED)), wanted);
    }

    /// A stream without a token.
    static Subscriber anonymous(String... wanted) {
        return held(open(Caller.anonymous(Grants.SUBSCRIBE_ALL)), wanted);
    }

    private static OpenStream open(Caller caller) {
        return new OpenStream(caller, "127.0.0.1", Optional.empty(), Instant.EPOCH, 0);
    }

    private static Subscriber held(Holder holder, String... wanted) {
        return new Subscriber(of(wanted), new Cursor.Now(), NativeFormat.PLAIN, new IdleConnection(), holder);
    }
}
