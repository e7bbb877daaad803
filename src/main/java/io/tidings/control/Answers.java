package io.tidings.control;

import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.refusal.RefusedException;
import io.tidings.request.ClientAddress;
import io.tidings.server.HeldAnswer;
import io.tidings.server.LateFailure;
import io.tidings.server.WaitingRequest;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers a request with a reply that may come from another thread, on the request's event loop. A client that is gone
/// is told nothing. What the request takes is held until the reply is there. Make it on that loop, and use it once;
/// any thread may do that.
final class Answers {
    private static final int NO_CONTENT = 204;

    private final RoutingContext request;
    private final ClientShares shares;
    private final Context loop;
    private final Hold waiting;

    /// Drops the head of the request. Throws a [RefusedException] if there is no room.
    Answers(RoutingContext request, ClientShares shares) {
        this.waiting = WaitingRequest.hold(request, shares, ClientAddress.of(request.request()));
        this.request = request;
        this.shares = shares;
        this.loop = request.vertx().getOrCreateContext();
    }

    /// Answers without content.
    void when(Supplier<CompletionStage<StreamReply>> asking) {
        answer(asking, _ -> {
            var _ = request.response().setStatusCode(NO_CONTENT).end();
        });
    }

    /// Answers with JSON, which may be large.
    void when(Supplier<CompletionStage<StreamReply>> asking, Function<StreamReply, Object> content) {
        answer(asking, reply -> send(content.apply(reply)));
    }

    private void send(Object content) {
        try {
            HeldAnswer.sendJson(request, shares, content);
        } catch (RefusedException _) {
            LateFailure.tell(request, StreamRefusals.changedUnanswered());
        }
    }

    private void answer(Supplier<CompletionStage<StreamReply>> asking, Consumer<StreamReply> action) {
        try {
            var _ = asking.get()
                    .whenComplete((reply, failure) -> whenThere(() -> {
                        if (failure == null) {
                            action.accept(reply);
                        } else {
                            LateFailure.tell(request, failure);
                        }
                    }));
        } catch (RuntimeException e) {
            whenThere(() -> LateFailure.tell(request, e));
        }
    }

    private void whenThere(Runnable answer) {
        loop.runOnContext(_ -> {
            waiting.release();
            if (!request.response().closed()) {
                answer.run();
            }
        });
    }
}
