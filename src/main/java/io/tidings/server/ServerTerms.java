package io.tidings.server;

import io.netty.util.concurrent.EventExecutor;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// What all connections of the server have in common: the budget and the shares of clients; how long
/// they wait for a client; the workers of Vert.x, on which Quarkus' own endpoints block; and the
/// pipelined requests of each event loop.
record ServerTerms(
        Budget budget,
        ClientShares shares,
        Duration patience,
        Executor workers,
        Function<EventExecutor, PipelinedRequests> pipelined) {
    /// Runs the action when the tasks that wait now have had their turn, be it on this loop or on the
    /// workers. A request that ends without its answer is held that long by the task that was to carry
    /// it out. Any thread may call it.
    void afterQueuedTasks(EventExecutor loop, Runnable action) {
        loop.execute(() -> workers.execute(action));
    }
}
