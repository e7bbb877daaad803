package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// The connections of one event loop on which a request waits that came before the answer to the last
/// one. A task of the loop carries out one request of one of them, and each has its turn after the
/// others; so everybody else on the loop waits for one such request, not for those of all. Owned by the
/// loop.
final class PipelinedRequests {
    private final Executor loop;
    private final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>();
    private final Runnable turn = this::turn;
    private boolean planned;

    PipelinedRequests(Executor loop) {
        this.loop = loop;
    }

    /// Calls [Intake#takeTurn] in turn. Until then the connection must not be added again.
    void add(ChannelHandlerContext intake) {
        waiting.add(intake);
        plan();
    }

    private void plan() {
        if (!planned && !waiting.isEmpty()) {
            planned = true;
            loop.execute(turn);
        }
    }

    private void turn() {
        planned = false;
        try {
            var next = waiting.remove();
            ((Intake) next.handler()).takeTurn(next);
        } finally {
            plan();
        }
    }
}
