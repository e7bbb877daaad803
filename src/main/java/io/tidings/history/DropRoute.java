package io.tidings.history;

import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.Callers;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.request.TopicPath;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Drops the history of a topic with `DELETE /topics/{topic}`. Live streams go on.
class DropRoute {
    private static final int NO_CONTENT = 204;

    private final Callers callers;
    private final EventLog log;
    private final ExecutorService threads;

    DropRoute(Callers callers, EventLog log, @VirtualThreads ExecutorService threads) {
        this.callers = callers;
        this.log = log;
        this.threads = threads;
    }

    void route(@Observes Router router) {
        router.deleteWithRegex("/topics/.+").handler(this::drop);
    }

    private void drop(RoutingContext request) {
        callers.identify(request, caller -> {
            caller.checkPublishAnything();
            var topic = new Topic(TopicPath.of(request).orElseThrow());
            caller.checkPublish(List.of(topic));
            drop(request, topic);
        });
    }

    private void drop(RoutingContext request, Topic topic) {
        var loop = request.vertx().getOrCreateContext();
        threads.execute(() -> {
            try {
                log.drop(topic);
                loop.runOnContext(
                        _ -> request.response().setStatusCode(NO_CONTENT).end());
            } catch (RuntimeException e) {
                loop.runOnContext(_ -> request.fail(e));
            }
        });
    }
}
