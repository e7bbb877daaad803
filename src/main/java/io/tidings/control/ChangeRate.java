package io.tidings.control;

/// How often a stream was changed in this second. For one thread.
final class ChangeRate {
    private static final int MOST_A_SECOND = 10;
    private static final long SECOND_NANOS = 1_000_000_000;

    private long begin;
    private int changes;

    /// Counts a change at a time of [System#nanoTime]; false if there are too many.
    boolean tryCount(long now) {
        if (changes == 0 || now - begin >= SECOND_NANOS) {
            begin = now;
            changes = 0;
        }
        return changes++ < MOST_A_SECOND;
    }
}
