package io.tidings.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Ends the process when a shutdown that has begun takes too long, whatever it waits for. Its thread is there from the
/// start, so that a hub without memory or threads can be ended too.
final class Deadline {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final long nanos;
    private final Runnable end;

    Deadline(Duration timeout, Runnable end) {
        this.nanos = timeout.toNanos();
        this.end = end;
        Thread.ofPlatform().daemon().name("shutdown-deadline").start(this::watch);
    }

    /// From now on time runs. Once is enough; more does no harm.
    void begin() {
        begun.countDown();
    }

    private void watch() {
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt this thread", e);
        }
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        end.run();
    }
}
