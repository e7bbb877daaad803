package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LowestTest {
    private final Lowest<Integer> lowest = new Lowest<>(4, Comparator.comparingInt(each -> each));

    @Test
    void fewElementsAreAllThere() {
        List.of(3, 1, 2, 2).forEach(lowest::offer);

        assertEquals(List.of(1, 2, 2, 3), lowest.ascending());
        assertFalse(lowest.isCut());
    }

    @Test
    void ofManyElementsTheHighestAreLeftOut() {
        List.of(9, 1, 8, 2, 7, 3, 6, 4, 5).forEach(lowest::offer);

        assertEquals(List.of(1, 2, 3), lowest.ascending());
        assertTrue(lowest.isCut());
    }

    @Test
    void elementsThatAreEqualAreNotTornApart() {
        List.of(1, 2, 3, 3, 3).forEach(lowest::offer);

        assertEquals(List.of(1, 2), lowest.ascending());
    }
}
