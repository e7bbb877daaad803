package io.tidings.subscribe;

import io.netty.util.concurrent.EventExecutor;
import io.tidings.delivery.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An event loop of the server, with the time for which a busy lane gathers frames.
record GatheringLoop(EventExecutor loop, Duration gather) implements Loop {
    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void executeLater(Runnable task) {
        var _ = loop.schedule(task, gather.toNanos(), TimeUnit.NANOSECONDS);
    }
}
