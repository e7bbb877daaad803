package io.tidings.control;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How much of the log may be read for one list of streams: for a number of them, and for a time. For one thread.
final class LogReads {
    static final int MOST_STREAMS = 200;
    static final Duration LONGEST = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final long begun;
    private int streams;

    LogReads(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /// The log is read for a stream.
    void count() {
        streams++;
    }

    /// Never before the first, so that every list has looked at some.
    boolean areEnough() {
        return streams >= MOST_STREAMS || (streams > 0 && nanoTime.getAsLong() - begun > LONGEST.toNanos());
    }
}
