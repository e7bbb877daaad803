package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.EventFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The last message of a stream that the hub ends: the position from which the client goes on, if that is
/// known, and when to reconnect, one to five seconds later by chance, so that clients do not all come back at
/// once.
final class Farewell {
    private static final int MIN_MILLIS = 1_000;
    private static final int MAX_MILLIS = 5_000;

    private Farewell() {}

    static byte[] in(EventFormat format, Optional<EventId> position) {
        return format.farewell(retryMillis(), position);
    }

    /// The same where the client may not go on with the token that it has.
    static byte[] ofExpired(EventFormat format, Optional<EventId> position) {
        return format.expired(retryMillis(), position);
    }

    private static int retryMillis() {
        return ThreadLocalRandom.current().nextInt(MIN_MILLIS, MAX_MILLIS + 1);
    }
}
