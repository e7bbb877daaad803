package io.tidings.log;

/// The time that counts for presence, in milliseconds: the hub's clock without the pauses in which nobody
/// looked at it, and without its jumps. For one thread at a time.
public final class CountedTime {
    /// A hub that lives looks each second. A longer pause counts as nothing. The scripts in Redis do the same.
    public static final long LONGEST_STEP = 3_000;

    private long time;
    private long seen;

    /// Begins at an instant, in milliseconds.
    public CountedTime(long now) {
        seen = now;
    }

    /// The time at an instant, which is not before the last one unless the clock was set back.
    public long at(long now) {
        long passed = now - seen;
        seen = now;
        if (passed > 0 && passed <= LONGEST_STEP) {
            time += passed;
        }
        return time;
    }
}
