package io.tidings.history;

import java.time.Duration;

/// How many events a second there were lately: an event counts less the longer ago it was, after ten seconds a third.
/// Times are in nanoseconds. Any thread may call it.
final class TopicRate {
    private static final double MEMORY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double MEMORY_SECONDS = 10;

    private long countedAt;
    private double publicEvents;
    private double privateEvents;

    TopicRate(long now) {
        countedAt = now;
    }

    synchronized void count(long now, boolean isPrivate) {
        double left = left(now);
        publicEvents = publicEvents * left + (isPrivate ? 0 : 1);
        privateEvents = privateEvents * left + (isPrivate ? 1 : 0);
        countedAt = now;
    }

    synchronized double now(long now, boolean withPrivate) {
        double events = withPrivate ? publicEvents + privateEvents : publicEvents;
        return events * left(now) / MEMORY_SECONDS;
    }

    /// What is left since then of an event that counted 1.
    private double left(long now) {
        return Math.exp(-Math.max(0, now - countedAt) / MEMORY_NANOS);
    }
}
