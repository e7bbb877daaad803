package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Selection;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One client with a thousand replays, and another one with a single replay: pages are counted, and time
/// is not.
class ReadsOfClientTest {
    private static final int MANY = 1_000;
    private static final int PAGE_BYTES = 1_000;

    private static final int ROOM = 400_000;

    /// Of one client.
    private static final int SHARE = ROOM / 4;

    private final Budget budget = new Budget(1_000_000);
    private final QueuedLoop loop = new QueuedLoop();
    private final ReadQueue queue = new ReadQueue(
            loop,
            new PageReader(
                    new MemoryEventLog(
                            InstantSource.system(),
                            Retention.ofEach(1, Duration.ofDays(1)),
                            new IdempotencyLimits(Duration.ofMinutes(1), 1)),
                    Runnable::run,
                    new PageLimit(1, PAGE_BYTES),
                    PAGE_BYTES,
                    budget),
            this::read);
    private final Queue<Subscriber> reading = new ArrayDeque<>();
    private final Queue<Hold> holds = new ArrayDeque<>();
    private final List<Subscriber> served = new ArrayList<>();

    private void read(Subscriber subscriber, Hold hold) {
        reading.add(subscriber);
        holds.add(hold);
        served.add(subscriber);
    }

    private boolean finishOne() {
        loop.runNow();
        if (reading.isEmpty()) {
            return false;
        }
        holds.remove().release();
        queue.finish(reading.remove());
        return true;
    }

    private void finishAll() {
        while (finishOne()) {}
    }

    private Subscriber ask(Holder holder) {
        var subscriber =
                new Subscriber(Selection.of("t"), new Cursor.Beginning(), NativeFormat.PLAIN, new Probe(), holder);
        queue.add(subscriber);
        return subscriber;
    }

    private List<Subscriber> askMany(String address) {
        return IntStream.range(0, MANY)
                .mapToObj(_ -> ask(new HolderAt(address)))
                .toList();
    }

    private void assertNothingIsLeft(int heldByOthers) {
        assertEquals(heldByOthers, budget.held());
        assertEquals(0, queue.clients());
    }

    @Test
    void aStrangerWaitsForAFewPagesOfAClient() {
        budget.tryTake(Use.SENDING, ROOM);
        askMany("flood");
        var stranger = ask(new HolderAt("stranger"));
        budget.give(Use.SENDING, PAGE_BYTES);
        finishAll();

        assertEquals(ReadsOfClient.MOST, served.indexOf(stranger));
        assertEquals(MANY + 1, served.size());
        assertNothingIsLeft(ROOM - PAGE_BYTES);
    }

    @Test
    void pagesThatAreBeingReadCountToo() {
        askMany("flood");
        loop.runNow();
        assertEquals(ReadsOfClient.MOST, served.size());

        finishOne();
        loop.runNow();

        assertEquals(ReadsOfClient.MOST + 1, served.size());
    }

    @Test
    void readsOfOneClientAreServedInTurn() {
        var asked = askMany("flood");
        finishAll();

        assertEquals(asked, served);
    }

    @Test
    void aStreamThatAsksAgainGoesBehindTheOthersOfItsClient() {
        var asked = askMany("flood");
        finishOne();
        queue.add(asked.getFirst());
        finishAll();

        assertEquals(MANY, served.lastIndexOf(asked.getFirst()));
    }

    @Test
    void streamsThatEndMakeRoomForOthersOfTheirClient() {
        budget.tryTake(Use.SENDING, ROOM);
        var asked = askMany("flood");
        asked.subList(0, MANY - 1).forEach(queue::remove);
        budget.give(Use.SENDING, PAGE_BYTES);
        finishAll();

        assertEquals(List.of(asked.getLast()), served);
        assertNothingIsLeft(ROOM - PAGE_BYTES);
    }

    @Test
    void aStreamThatEndsWhileItsPageIsReadMakesRoomOnce() {
        var asked = askMany("flood");
        loop.runNow();
        asked.forEach(queue::remove);
        finishAll();

        assertEquals(ReadsOfClient.MOST, served.size());
        assertNothingIsLeft(0);
    }

    @Test
    void pagesThatAClientDoesNotTakeLeaveRoomForThoseOfAStranger() {
        askMany("flood");
        readAllAndTakeNone();
        assertEquals(SHARE / PAGE_BYTES, served.size());

        var stranger = ask(new HolderAt("stranger"));
        loop.runNow();

        assertEquals(stranger, served.getLast());
    }

    @Test
    void aPageThatIsTakenMakesRoomForAnotherOfItsClient() {
        var asked = askMany("flood");
        readAllAndTakeNone();

        holds.remove().release();
        loop.runNow();

        assertEquals(asked.get(SHARE / PAGE_BYTES), served.getLast());
        readAllAndTakeNone();
        asked.forEach(queue::remove);
        holds.forEach(Hold::release);
        loop.runNow();
        assertNothingIsLeft(0);
    }

    private void readAllAndTakeNone() {
        for (loop.runNow(); !reading.isEmpty(); loop.runNow()) {
            queue.finish(reading.remove());
        }
    }

    @Test
    void clientsWithoutAnAddressDoNotWaitForEachOther() {
        budget.tryTake(Use.SENDING, ROOM);
        var asked = IntStream.range(0, MANY).mapToObj(_ -> ask(Holder.ANYONE)).toList();
        var last = ask(new HolderAt("stranger"));
        budget.give(Use.SENDING, PAGE_BYTES);
        finishAll();

        assertEquals(asked, served.subList(0, MANY));
        assertEquals(last, served.getLast());
    }
}
