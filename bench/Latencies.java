/// Durations in buckets that grow by about 3 %, so that any number of them takes the same memory. Not thread-safe.
final class Latencies {
    private static final int STEPS_PER_OCTAVE = 24;
    private final long[] buckets = new long[64 * STEPS_PER_OCTAVE];
    private long count;
    private long max;

    void add(long nanos) {
        long positive = Math.max(1, nanos);
        buckets[(int) (Math.log(positive) / Math.log(2) * STEPS_PER_OCTAVE)]++;
        count++;
        max = Math.max(max, positive);
    }

    long count() {
        return count;
    }

    /// In milliseconds; the quantile of, say, 0.99.
    double millis(double quantile) {
        long rank = (long) Math.ceil(count * quantile);
        for (int i = 0; i < buckets.length; i++) {
            rank -= buckets[i];
            if (rank <= 0) {
                return Math.min(max, Math.pow(2, (i + 1.0) / STEPS_PER_OCTAVE)) / 1e6;
            }
        }
        return max / 1e6;
    }

    double maxMillis() {
        return max / 1e6;
    }
}
