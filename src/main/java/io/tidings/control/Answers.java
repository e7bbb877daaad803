package io.tidings.control;

import io.tidings.server.JsonAnswer;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers a request with a reply that may come from another thread, on the request's event loop. A client that is gone
/// is told nothing. Make it on that loop; any thread may use it.
final class Answers {
    private static final int NO_CONTENT = 204;

    private final RoutingContext request;
    private final Context loop;

    Answers(RoutingContext request) {
        this.request = request;
        this.loop = request.vertx().getOrCreateContext();
    }

    /// Answers without content.
    void when(Supplier<CompletionStage<StreamReply>> asking) {
        answer(asking, _ -> {
            var _ = request.response().setStatusCode(NO_CONTENT).end();
        });
    }

    /// Answers with JSON.
    void when(Supplier<CompletionStage<StreamReply>> asking, Function<StreamReply, Object> content) {
        answer(asking, reply -> JsonAnswer.send(request, content.apply(reply)));
    }

    private void answer(Supplier<CompletionStage<StreamReply>> asking, Consumer<StreamReply> action) {
        try {
            var _ = asking.get()
                    .whenComplete((reply, failure) -> loop.runOnContext(_ -> {
                        if (request.response().closed()) {
                            return;
                        }
                        if (failure == null) {
                            action.accept(reply);
                        } else {
                            fail(failure);
                        }
                    }));
        } catch (RuntimeException e) {
            loop.runOnContext(_ -> fail(e));
        }
    }

    private void fail(Throwable failure) {
        if (!request.response().closed()) {
            request.fail(failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
        }
    }
}
