package io.tidings.delivery;

import java.time.Instant;

/// For how long a stream may go on: that of a client with a token ends with it. Any thread may call it; it
/// does not block.
@FunctionalInterface
public interface Entitlement {
    /// For as long as the client likes.
    Entitlement UNLIMITED = _ -> false;

    /// Whether the stream has to end at this time.
    boolean isOver(Instant now);
}
