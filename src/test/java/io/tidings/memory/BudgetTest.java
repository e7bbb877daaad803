package io.tidings.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget budget = new Budget(1_000);
    private final CompletableFuture<?> never = new CompletableFuture<>();

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
    void besideWhatIsKeptOneThingHasRoomWhateverItsSize() {
        budget.keep(Use.SENDING, 100);

        var large = budget.tryHold(Use.SENDING, 5_000);
        assertNotNull(large);
        assertFalse(budget.tryTake(Use.SENDING, 1));

        large.release();
        assertTrue(budget.tryTake(Use.SENDING, 200));
        assertFalse(budget.tryTake(Use.SENDING, 200));
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
        budget.tryTake(Use.STREAMS, 50);
        var hold = budget.tryHold(Use.STREAMS, 100);
        assertNotNull(hold);

        assertTrue(hold.tryResize(150));
        assertFalse(hold.tryResize(151));

        assertEquals(200, budget.held());
    }

    @Test
    void theSharesAreAllOfTheBudget() {
        assertEquals(100, Arrays.stream(Use.values()).mapToInt(Use::percent).sum());
    }

    @Test
    void aHoldGrowsOnlyWhereItsClientHasRoomToo() {
        var hold = new ClientShares(budget).tryHold("ann", Use.SENDING, 50);
        assertNotNull(hold);

        assertTrue(hold.tryResize(80));
        assertFalse(hold.tryResize(81));

        assertEquals(80, budget.held());
    }

    @Test
    void aHoldThatCannotGrowTakesNothingOfItsClient() {
        var shares = new ClientShares(budget);
        var hold = shares.tryHold("ann", Use.SENDING, 50);
        assertNotNull(hold);
        budget.tryTake(Use.SENDING, 330);
        assertFalse(hold.tryResize(75));
        budget.give(Use.SENDING, 330);

        assertNotNull(shares.tryHold("ann", Use.SENDING, 30));
    }

    @Test
    void aClientIsForgottenOnceItsHoldsAreReleased() {
        var shares = new ClientShares(budget);
        var hold = shares.tryHold("ann", Use.SENDING, 0);
        assertNotNull(hold);
        assertTrue(hold.tryResize(80));
        assertNull(shares.tryHold("ann", Use.SENDING, 1));

        hold.release();
        hold.release();

        assertEquals(0, shares.addresses());
        assertEquals(0, budget.held());
    }

    /// A crowd whose pages, and whose parts of requests, fill all of the room for both.
    @Test
    void liveFramesHaveRoomOfTheirOwn() {
        var shares = new ClientShares(budget);
        budget.tryTake(Use.SENDING, 1_000);
        for (int i = 0; i < 10; i++) {
            shares.of("stranger " + i).tryHoldArriving(3);
        }
        assertNull(shares.of("stranger").tryHoldArriving(3));

        assertNotNull(shares.of("ann").tryHoldLive(3));
    }

    @Test
    void thoseThatWaitAreServedInTheirOrder() {
        var served = new ArrayList<String>();
        budget.tryTake(Use.SENDING, 400);
        budget.holdInTurn(Use.SENDING, 390, _ -> served.add("first"));
        budget.holdInTurn(Use.SENDING, 10, _ -> served.add("second"));
        budget.give(Use.SENDING, 100);
        assertEquals(List.of(), served);

        budget.give(Use.SENDING, 300);

        assertEquals(List.of("first", "second"), served);
        assertEquals(400, budget.held());
    }

    @Test
    void theTurnComesAtOnceWhereThereIsRoomAndNobodyWaits() {
        var served = new ArrayList<Hold>();

        budget.holdInTurn(Use.SENDING, 10, served::add);

        assertEquals(1, served.size());
        assertEquals(10, budget.held());
        served.getFirst().release();
        assertEquals(0, budget.held());
    }

    /// The one that is served may come late: the room is kept for it, however often others ask meanwhile.
    @Test
    void roomThatIsMadeIsHeldForTheFirstThatWaits() throws InterruptedException {
        var served = new ArrayList<Hold>();
        budget.tryTake(Use.SENDING, 400);
        budget.holdInTurn(Use.SENDING, 300, served::add);

        budget.give(Use.SENDING, 400);

        assertNull(budget.awaitHold(Use.SENDING, 300, Duration.ofMillis(1), never));
        assertEquals(300, served.getFirst().bytes());
    }

    @Test
    void nobodyOvertakesTheFirstThatWaitsThoughThereIsRoomForLess() throws InterruptedException {
        budget.tryTake(Use.SENDING, 300);
        var first = budget.holdInTurn(Use.SENDING, 300, _ -> {});

        assertNull(budget.awaitHold(Use.SENDING, 10, Duration.ofMillis(1), never));

        assertTrue(first.leave());
        assertNotNull(budget.awaitHold(Use.SENDING, 10, Duration.ofMillis(1), never));
    }

    @Test
    void whenTheFirstLeavesThoseBehindItAreServed() {
        var served = new ArrayList<String>();
        budget.tryTake(Use.SENDING, 300);
        var first = budget.holdInTurn(Use.SENDING, 300, _ -> served.add("first"));
        var second = budget.holdInTurn(Use.SENDING, 100, _ -> served.add("second"));

        assertTrue(first.leave());

        assertEquals(List.of("second"), served);
        assertFalse(second.leave());
    }

    @Test
    void itIsShortWhileSomebodyWaitsAndAfterAWaitOrARefusal() {
        assertFalse(budget.isShort());
        budget.tryTake(Use.SENDING, 400);
        assertFalse(budget.isShort());
        budget.holdInTurn(Use.SENDING, 400, _ -> {});
        assertTrue(budget.isShort());

        budget.give(Use.SENDING, 400);
        assertTrue(budget.isShort());

        var other = new Budget(1_000);
        other.tryTake(Use.PUBLISHING, 500);
        other.tryTake(Use.PUBLISHING, 500);
        assertTrue(other.isShort());
    }

    @Test
    void aThreadThatIsInterruptedHoldsNothing() throws InterruptedException {
        budget.tryTake(Use.SENDING, 400);
        var waiting = Thread.startVirtualThread(() -> {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class, () -> budget.awaitHold(Use.SENDING, 100, Duration.ofMinutes(1), never));
        });
        waiting.join();

        budget.give(Use.SENDING, 400);

        assertEquals(0, budget.held());
    }

    @Test
    void aThreadWaitsForRoomNoLongerThanItsPatience() throws InterruptedException {
        budget.tryTake(Use.SENDING, 400);
        assertNull(budget.awaitHold(Use.SENDING, 100, Duration.ofMillis(1), never));

        var waiting = Thread.startVirtualThread(() -> budget.give(Use.SENDING, 400));
        assertNotNull(budget.awaitHold(Use.SENDING, 100, Duration.ofMinutes(1), never));
        waiting.join();
    }

    @Test
    void aThreadWhoseRequestIsOverWaitsNoLonger() throws InterruptedException {
        budget.tryTake(Use.SENDING, 400);

        assertNull(budget.awaitHold(Use.SENDING, 100, Duration.ofDays(1), CompletableFuture.completedFuture("over")));

        assertFalse(budget.isWaitedFor());
    }
}
