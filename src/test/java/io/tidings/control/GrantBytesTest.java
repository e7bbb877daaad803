package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Patterns;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Grants count once, however many streams have them.
class GrantBytesTest {
    private static final long LIMIT = 10_000_000;

    /// Of streams.
    private static final long SHARE = LIMIT / 5;

    private final Budget budget = new Budget(LIMIT);
    private final GrantBytes bytes = new GrantBytes(budget);

    private static Patterns grants(int groups) {
        return Patterns.of(
                IntStream.range(0, groups).mapToObj(i -> "teams/" + i + "/*").toArray(String[]::new));
    }

    /// Whether all of the share but this many bytes is free.
    private boolean isFreeBut(long held) {
        long left = SHARE - held;
        boolean isFree = budget.tryTake(Use.STREAMS, left) && !budget.tryTake(Use.STREAMS, 1);
        budget.give(Use.STREAMS, left);
        return isFree;
    }

    @Test
    void streamsWithEqualGrantsShareThem() {
        for (int i = 0; i < 100; i++) {
            assertThat(bytes.tryAdd(grants(500)), is(true));
        }
        assertThat(isFreeBut(grants(500).bytes()), is(true));

        for (int i = 0; i < 100; i++) {
            bytes.remove(grants(500));
        }
        assertThat(budget.tryTake(Use.STREAMS, SHARE), is(true));
    }

    @Test
    void grantsForWhichThereIsNoRoomAreRefusedAndHoldNothing() {
        var large = IntStream.iterate(100, groups -> groups + 100)
                .mapToObj(GrantBytesTest::grants)
                .filter(grants -> grants.bytes() > SHARE)
                .findFirst()
                .orElseThrow();

        budget.tryTake(Use.STREAMS, 1);

        assertThat(bytes.tryAdd(large), is(false));
        assertThat(isFreeBut(1), is(true));
    }
}
