package io.tidings.stream;

import io.tidings.delivery.Connection;

/// A connection on which a stream has begun.
public sealed interface StreamConnection extends Connection permits SseConnection, ResponseConnection {
    /// Calls back once, on its event loop, when the client is gone or the stream is over. Call before the
    /// loop does anything else.
    void whenClosed(Runnable action);
}
