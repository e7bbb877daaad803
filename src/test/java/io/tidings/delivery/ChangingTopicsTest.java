package io.tidings.delivery;

import org.junit.jupiter.api.Test;

/// The topics of an open stream change while it is live, reads the log, is full, or replays what was added before. In
/// whatever order the threads act, no event that matches before and after a change is lost or comes twice, what is
/// replayed comes whole, and no id moves the client back. A seed that fails repeats exactly.
class ChangingTopicsTest {
    private static final int SEEDS = 2_000;

    @Test
    void aStreamGetsWhatItsTopicsAskForAtEachPlace() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            play(seed);
        }
    }

    static void play(long seed) {
        try {
            new ChangingLane(seed).play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
