package io.tidings.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [ChangingTopicsTest] with other seeds, for as long as there is time: `tidings.test.seeds-for`.
@Tag("slow")
class ChangingTopicsIT {
    private static final Duration TIME = Duration.parse(System.getProperty("tidings.test.seeds-for", "PT5M"));

    @Test
    void manySeedsHold() {
        long first = RandomGenerator.getDefault().nextLong(1L << 48);
        long end = System.nanoTime() + TIME.toNanos();
        long seeds = 0;
        for (; System.nanoTime() < end; seeds++) {
            ChangingTopicsTest.play(first + seeds);
        }
        System.out.println("Topics changed in " + seeds + " orders, of the seeds from " + first + " on");
    }
}
