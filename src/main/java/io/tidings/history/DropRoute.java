package io.tidings.history;

import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.access.Callers;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.memory.ClientShares;
import io.tidings.request.ClientAddress;
import io.tidings.request.TopicPath;
import io.tidings.server.LateFailure;
import io.tidings.server.WaitingRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Drops the history of a topic with `DELETE /topics/{topic}`. Live streams go on.
class DropRoute {
    private static final int NO_CONTENT = 204;

    private final Callers callers;
    private final EventLog log;
    private final ClientShares shares;
    private final ExecutorService threads;

    DropRoute(Callers callers, EventLog log, ClientShares shares, @VirtualThreads ExecutorService threads) {
        this.callers = callers;
        this.log = log;
        this.shares = shares;
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

    /// The log may let it wait, and its client may be gone meanwhile.
    private void drop(RoutingContext request, Topic topic) {
        var waiting = WaitingRequest.hold(request, shares, ClientAddress.of(request.request()));
        var loop = request.vertx().getOrCreateContext();
        var _ = CompletableFuture.runAsync(() -> log.drop(topic), threads)
                .whenComplete((_, failure) -> loop.runOnContext(_ -> {
                    waiting.release();
                    answer(request, failure);
                }));
    }

    private static void answer(RoutingContext request, @Nullable Throwable failure) {
        if (failure != null) {
            LateFailure.tell(request, failure);
        } else if (!request.response().closed()) {
            var _ = request.response().setStatusCode(NO_CONTENT).end();
        }
    }
}
