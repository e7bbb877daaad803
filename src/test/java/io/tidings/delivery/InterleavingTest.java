package io.tidings.delivery;

import org.junit.jupiter.api.Test;

/// A client that was connected, however briefly and silently, misses nothing that is kept. In whatever order
/// the threads act, no client misses an event that matches, or gets one twice, or out of order, or is not
/// told of a gap, even if its stream is cut at any byte or sent away and it comes back, or has to wait for
/// memory. A seed that fails repeats exactly.
class InterleavingTest {
    private static final int SEEDS = 2_000;

    @Test
    void everySubscriberGetsEachEventOnceInOrder() {
        playAll(10_000);
    }

    @Test
    void aSubscriberThatMissesEventsIsToldOfTheGap() {
        playAll(5);
    }

    private static void playAll(int retained) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                new InterleavedLane(seed, retained).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
