package io.tidings.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Ends a request at once, whatever state it is in.
public final class Abort {
    /// RFC 9113, 7: the stream is no longer needed.
    private static final long CANCEL = 8;

    private Abort() {}

    /// Closes the connection, or of HTTP/2 the stream alone. Any thread may call it.
    public static void request(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(CANCEL);
        } else {
            var _ = request.connection().close();
        }
    }
}
