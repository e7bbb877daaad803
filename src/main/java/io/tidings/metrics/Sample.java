package io.tidings.metrics;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that several gauges read, and that takes a moment to find out. A reader waits half a second at most; after
/// that it gets the previous value, and the new one is for the next reader. For threads that may block.
final class Sample<T> {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// One scrape reads all gauges within this time.
    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final Supplier<CompletionStage<T>> source;
    private T value;
    private @Nullable Future<T> pending;
    private long takenAt = System.nanoTime() - FRESH_NANOS;

    Sample(T initial, Supplier<CompletionStage<T>> source) {
        this.value = initial;
        this.source = source;
    }

    synchronized T get() {
        if (System.nanoTime() - takenAt >= FRESH_NANOS) {
            take();
            takenAt = System.nanoTime();
        }
        return value;
    }

    private void take() {
        try {
            var asked = pending == null ? source.get().toCompletableFuture() : pending;
            pending = asked;
            value = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            pending = null;
        } catch (TimeoutException _) {
            // What was asked for may still come.
        } catch (ExecutionException | CompletionException | RejectedExecutionException _) {
            pending = null;
            // The log is away, a loop is busy, or the hub stops: health tells of that.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
