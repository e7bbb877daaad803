package io.tidings.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget budget = new Budget(1_000);

    @Test
    void whatHasNoRoomIsNotHeld() {
        assertTrue(budget.tryTake(Use.SENDING, 400));

        assertFalse(budget.tryTake(Use.SENDING, 100));

        assertEquals(400, budget.held());
    }

    @Test
    void eachUseHasRoomHoweverMuchTheOthersTake() {
        assertTrue(budget.tryTake(Use.SENDING, 400));
        assertFalse(budget.tryTake(Use.SENDING, 1));

        assertTrue(budget.tryTake(Use.PUBLISHING, 200));
        assertTrue(budget.tryTake(Use.CONNECTIONS, 130));
    }

    @Test
    void oneThingOfEachUseHasRoomWhateverItsSize() {
        assertTrue(budget.tryTake(Use.PUBLISHING, 5_000));
        assertFalse(budget.tryTake(Use.PUBLISHING, 1));
    }

    @Test
    void aHoldGivesBackWhatItDoesNotNeed() {
        var hold = budget.tryHold(Use.SENDING, 400);
        assertNotNull(hold);

        hold.resize(10);
        assertEquals(10, budget.held());
        hold.release();
        hold.release();

        assertEquals(0, budget.held());
    }

    @Test
    void aHoldGrowsOnlyWhereThereIsRoom() {
        budget.tryTake(Use.PUBLISHING, 50);
        var hold = budget.tryHold(Use.PUBLISHING, 100);
        assertNotNull(hold);

        assertTrue(hold.tryResize(150));
        assertFalse(hold.tryResize(151));

        assertEquals(200, budget.held());
    }

    @Test
    void whoWaitsIsCalledBackInOrderWhenThereIsRoom() {
        var called = new ArrayList<String>();
        budget.tryTake(Use.SENDING, 400);
        budget.whenThereIsRoom(Use.SENDING, 400, () -> called.add("first"));
        budget.whenThereIsRoom(Use.SENDING, 10, () -> called.add("second"));
        budget.give(Use.SENDING, 100);
        assertEquals(List.of(), called);

        budget.give(Use.SENDING, 350);

        assertEquals(List.of("first", "second"), called);
    }

    @Test
    void whoWaitsWhereThereIsRoomIsCalledBackAtOnce() {
        var called = new ArrayList<String>();

        budget.whenThereIsRoom(Use.SENDING, 10, () -> called.add("at once"));

        assertEquals(List.of("at once"), called);
    }

    @Test
    void itIsShortWhileSomebodyWaitsAndAfterARefusal() {
        assertFalse(budget.isShort());
        budget.tryTake(Use.SENDING, 400);
        budget.whenThereIsRoom(Use.SENDING, 400, () -> {});
        assertTrue(budget.isShort());

        budget.give(Use.SENDING, 400);
        assertFalse(budget.isShort());

        budget.tryTake(Use.PUBLISHING, 500);
        budget.tryTake(Use.PUBLISHING, 500);
        assertTrue(budget.isShort());
    }

    @Test
    void aThreadWaitsForRoomNoLongerThanItsPatience() throws InterruptedException {
        budget.tryTake(Use.SENDING, 400);
        assertNull(budget.awaitHold(Use.SENDING, 100, Duration.ofMillis(1)));

        var waiting = Thread.startVirtualThread(() -> budget.give(Use.SENDING, 400));
        assertNotNull(budget.awaitHold(Use.SENDING, 100, Duration.ofMinutes(1)));
        waiting.join();
    }
}
