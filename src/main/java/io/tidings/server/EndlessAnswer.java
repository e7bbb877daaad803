package io.tidings.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/// The answer to a request that goes on for as long as the client listens, such as a stream. What the client sends
/// meanwhile is not kept for it: over HTTP/1 it is thrown away, and the connection closes when the answer ends.
public final class EndlessAnswer {
    private EndlessAnswer() {}

    /// Call on the request's event loop, when nobody needs the headers of the request any more. Does nothing for
    /// HTTP/2, which has its own flow for each request.
    public static void begin(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection
                && connection.channel().pipeline().get(Intake.NAME) instanceof Intake intake) {
            intake.listenNoMore(connection.channel().pipeline().context(intake));
        }
    }
}
