package io.tidings.ops;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Finds out which event loops turn, by a task that each is handed. A loop that hangs has one such task waiting, no
/// matter how often it is asked. Any thread but one of these loops may ask.
final class LoopTurns {
    private final List<Asked> loops = new ArrayList<>();

    LoopTurns(Iterable<EventExecutor> loops) {
        loops.forEach(loop -> this.loops.add(new Asked(loop, this.loops.size())));
    }

    /// The names of the loops that have ended, or do not turn within this time.
    List<String> still(Duration patience) {
        var turns = new LinkedHashMap<Asked, CompletableFuture<Boolean>>();
        loops.forEach(loop -> turns.put(loop, loop.turn()));
        var _ = CompletableFuture.allOf(turns.values().toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(_ -> null)
                .join();
        return turns.entrySet().stream()
                .filter(asked -> !asked.getValue().isDone() || asked.getValue().isCompletedExceptionally())
                .map(asked -> asked.getKey().name())
                .toList();
    }

    private static final class Asked {
        private final EventExecutor loop;
        private volatile String name;
        private CompletableFuture<Boolean> turn = CompletableFuture.completedFuture(true);

        Asked(EventExecutor loop, int number) {
            this.loop = loop;
            this.name = "event loop " + number;
            var _ = turn();
        }

        /// Fails if the loop has ended.
        synchronized CompletableFuture<Boolean> turn() {
            if (turn.isDone()) {
                var next = new CompletableFuture<Boolean>();
                turn = next;
                try {
                    loop.execute(() -> {
                        name = Thread.currentThread().getName();
                        next.complete(true);
                    });
                } catch (RejectedExecutionException e) {
                    next.completeExceptionally(e);
                }
            }
            return turn;
        }

        String name() {
            return name;
        }
    }
}
