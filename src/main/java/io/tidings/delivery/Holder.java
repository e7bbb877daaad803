package io.tidings.delivery;

import java.time.Instant;

/// Whoever has opened a stream, and for how long it may go on: that of a client with a token ends with the token.
/// Called
/// on the event loop of the stream; it does not block.
public interface Holder {
    /// May listen for as long as it likes.
    Holder ANYONE = new Holder() {
        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public boolean isOver(Instant now) {
            return false;
        }
    };

    /// Whether the stream may have to end before its client or the hub ends it.
    boolean isLimited();

    /// Whether the stream has to end at this time.
    boolean isOver(Instant now);
}
