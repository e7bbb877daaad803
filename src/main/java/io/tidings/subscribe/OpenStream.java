package io.tidings.subscribe;

import io.tidings.delivery.Connection;

/// A connection on which a stream has begun.
sealed interface OpenStream extends Connection permits SseConnection, ResponseConnection {
    /// Calls back once, on its event loop, when the client is gone or the stream is over. To be said before the loop
    /// does
    /// anything else.
    void whenClosed(Runnable action);
}
