package io.tidings.server;

import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/// The answer to a request that goes on for as long as the client listens, such as a stream. What the client sends
/// meanwhile is thrown away; over HTTP/1 the connection closes when the answer ends.
public final class EndlessAnswer {
    private EndlessAnswer() {}

    /// Drops the head of the request ([SpentHead]). Call on the request's event loop, when nobody needs the
    /// head any more.
    public static void begin(RoutingContext request) {
        SpentHead.drop(request);
        if (request.request().version() == HttpVersion.HTTP_2
                && !request.request().isEnded()) {
            // Nobody listens to it.
            var _ = request.request().resume();
        }
        if (request.request().connection() instanceof ConnectionBase connection
                && connection.channel().pipeline().get(Intake.NAME) instanceof Intake intake) {
            intake.listenNoMore(connection.channel().pipeline().context(intake));
        }
    }
}
