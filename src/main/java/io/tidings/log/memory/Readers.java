package io.tidings.log.memory;

import io.tidings.log.Await;
import io.tidings.log.LogUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A few threads that read for many; a caller waits while all of them are busy. To compare events and topics with many
/// patterns takes a while, and virtual threads would not let others have their turn meanwhile, such as health checks.
final class Readers implements AutoCloseable {
    private static final int LEAST = 2;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;

    /// Half of the processors are left to everything else.
    Readers() {
        int most = Math.max(LEAST, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE.toNanos(),
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("memory-reader-", 1).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Waits for the result, or throws [LogUnavailableException].
    <T> T read(Supplier<T> reading) {
        try {
            return Await.result(CompletableFuture.supplyAsync(reading, threads));
        } catch (RejectedExecutionException e) {
            throw new LogUnavailableException("the log is closed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
