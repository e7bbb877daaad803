package io.tidings.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The metrics as text. A scrape takes milliseconds of CPU time, so only one runs at a time for each format. Requests
/// that come while it runs, or within 250 ms of its beginning, share its result. Any thread may call it; no call
/// blocks.
final class Scrapes {
    private static final long FRESH_NANOS = Duration.ofMillis(250).toNanos();

    private final Function<String, byte[]> scrape;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final Map<String, Scrape> newest = new HashMap<>();

    /// With what makes one in a format, on one of the threads.
    Scrapes(Function<String, byte[]> scrape, Executor threads, LongSupplier nanoTime) {
        this.scrape = scrape;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    private record Scrape(CompletableFuture<byte[]> bytes, long begunAt) {}

    /// The formats are few, and known to the caller.
    synchronized CompletionStage<byte[]> in(String format) {
        long now = nanoTime.getAsLong();
        var last = newest.get(format);
        if (last == null || (last.bytes().isDone() && now - last.begunAt() > FRESH_NANOS)) {
            last = new Scrape(CompletableFuture.supplyAsync(() -> scrape.apply(format), threads), now);
            newest.put(format, last);
        }
        return last.bytes();
    }
}
