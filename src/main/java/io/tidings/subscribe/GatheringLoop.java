package io.tidings.subscribe;

import io.netty.util.concurrent.EventExecutor;
import io.tidings.delivery.Loop;
import java.util.concurrent.TimeUnit;

/// An event loop of the server, with the longest pause for which a busy lane may gather frames.
record GatheringLoop(EventExecutor loop, long maxPauseNanos) implements Loop {
    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void executeAfterPause(Runnable task, long nanos) {
        var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
}
