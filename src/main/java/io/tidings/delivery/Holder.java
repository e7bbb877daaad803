package io.tidings.delivery;

import java.time.Instant;
import java.util.Optional;

/// The client that has opened a stream, and for how long the stream may go on: one that a token has opened ends
/// with the token. Called on the event loop of the stream; it does not block.
public interface Holder {
    /// May listen for as long as it likes. Each is a client of its own.
    Holder ANYONE = new Holder() {
        @Override
        public Optional<String> client() {
            return Optional.empty();
        }

        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public boolean isOver(Instant now) {
            return false;
        }

        @Override
        public Optional<Instant> warning(Instant now) {
            return Optional.empty();
        }
    };

    /// The address of the client, as limits count it. Reads of the log for one client wait for each
    /// other; none is a client that has no other stream.
    Optional<String> client();

    /// Whether the stream may have to end before its client or the hub ends it.
    boolean isLimited();

    /// Whether the stream has to end at this time.
    boolean isOver(Instant now);

    /// When the stream will end, if its client has to be told of that now. It counts as told from then on.
    Optional<Instant> warning(Instant now);
}
