package io.tidings.server;

import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/// The answer to a request that goes on for as long as the client listens, such as a stream. What the client sends
/// meanwhile is not kept for it: over HTTP/1 it is thrown away, and the connection closes when the answer ends.
public final class EndlessAnswer {
    private EndlessAnswer() {}

    /// Drops the head of the request ([SpentHead]). Call on the request's event loop, when nobody needs the
    /// head any more.
    public static void begin(RoutingContext request) {
        SpentHead.drop(request);
        // HTTP/2 has its own flow for each request.
        if (request.request().connection() instanceof ConnectionBase connection
                && connection.channel().pipeline().get(Intake.NAME) instanceof Intake intake) {
            intake.listenNoMore(connection.channel().pipeline().context(intake));
        }
    }
}
