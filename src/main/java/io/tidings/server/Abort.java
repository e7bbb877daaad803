package io.tidings.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends a request at once, whatever state it is in.
public final class Abort {
    /// RFC 9113, 7: the stream is no longer needed.
    private static final long CANCEL = 8;

    private Abort() {}

    /// Closes the connection, or of HTTP/2 the stream alone. Any thread may call it.
    public static void request(HttpServerRequest request) {
        if (!(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            // Past all handlers: that of Vert.x would first send what waits, and a client that does not read lets it
            // wait for ever.
            var _ = connection.channel().pipeline().firstContext().close();
        } else if (connection.channel().isActive()) {
            // Vert.x fails where the connection is closed.
            request.response().reset(CANCEL);
        }
    }
}
