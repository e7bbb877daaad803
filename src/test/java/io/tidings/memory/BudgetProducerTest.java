package io.tidings.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetProducerTest {
    private static final long MB = 1 << 20;

    @Test
    void aBudgetIsFromWhatOneRequestNeedsToNineTenthsOfTheHeap() {
        assertEquals(24 * MB, BudgetProducer.checked(24 * MB, 24 * MB, 100 * MB).limit());
        assertEquals(90 * MB, BudgetProducer.checked(90 * MB, 24 * MB, 100 * MB).limit());

        refused("tidings.memory.budget is 1024 KB of a heap of 102400 KB, and one request may need 24576 KB", MB);
        refused("tidings.memory.budget is 93184 KB of a heap of 102400 KB, and the hub itself needs some", 91 * MB);
    }

    private static void refused(String reason, long budget) {
        var refusal =
                assertThrows(ConfigurationException.class, () -> BudgetProducer.checked(budget, 24 * MB, 100 * MB));
        assertTrue(refusal.getMessage().startsWith("Tidings cannot start: " + reason), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"));
    }

    /// What the hub takes for each is in RequestBody, Lanes, TopicPages.
    @ParameterizedTest
    @CsvSource({"1048576, 8388608", "1048576, 1", "8388608, 8388608", "1, 1"})
    void theLeastBudgetHasRoomForABodyAndForAPageBesideTheWindow(long largestEvent, long largestBatch) {
        long least = LeastBudget.bytes(largestEvent, largestBatch);
        var budget = new Budget(least);

        assertTrue(budget.tryTake(Use.SENDING, 2 * (least / 16)));
        assertTrue(budget.tryTake(Use.SENDING, Math.max(8 * largestEvent, 4_096_000) - 100));
        assertTrue(least >= 3 * Math.max(largestEvent, largestBatch));
    }

    @Test
    void noBudgetIsEnoughForEventsWithoutALimit() {
        assertEquals(Long.MAX_VALUE, LeastBudget.bytes(Long.MAX_VALUE, Long.MAX_VALUE));
    }
}
