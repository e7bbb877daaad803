package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams of one client that take nothing of their replays, beside the stream of another.
class HeldPagesTest {
    private static final int PAGE_BYTES = 1_000;

    /// Two pages of a client have room, each with one event, of which one is being read, and eight of all.
    private static final int EVENT_BYTES = 616;

    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final Budget budget = new Budget(20_000);
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = FanOut.start(
                    log,
                    Tracing.OFF,
                    start -> List.of(new Lane(
                            loop,
                            new PageReader(log, Runnable::run, new PageLimit(1, PAGE_BYTES), PAGE_BYTES, budget),
                            new WindowLimits(100, 100_000),
                            StreamListener.NONE,
                            Telemetry.NONE,
                            start)))
            .lanes()
            .getFirst();
    private final List<String> ids = new ArrayList<>();

    /// Takes nothing after the first write, and holds what it was sent.
    private static final class Stuck extends Probe {
        private Optional<Hold> held = Optional.empty();

        @Override
        public void send(byte[] page, Hold hold) {
            send(page);
            held = Optional.of(hold);
            fill();
        }

        /// Nor does it take the last words.
        @Override
        public void close(byte[] last) {
            send(last);
        }

        @Override
        public void abort() {
            held.ifPresent(Hold::release);
            super.abort();
        }
    }

    /// Fails while a page is sent.
    private static final class Broken extends Probe {
        @Override
        public void send(byte[] page, Hold hold) {
            throw new StackOverflowError("while sending");
        }
    }

    private void publish() {
        var draft = Draft.of("t", "x".repeat(EVENT_BYTES));
        ids.add(log.append(Batch.of(draft)).getFirst().toString());
        loop.run();
    }

    private <P extends Probe> P join(String address, Cursor from, P probe) {
        lane.add(() -> {
            var subscriber = new Subscriber(Selection.of("t"), from, NativeFormat.PLAIN, probe, new HolderAt(address));
            probe.open(() -> lane.remove(subscriber));
            return Optional.of(subscriber);
        });
        loop.runNow();
        return probe;
    }

    private List<Stuck> flood(Cursor from) {
        return IntStream.range(0, 10)
                .mapToObj(_ -> join("flood", from, new Stuck()))
                .toList();
    }

    private void assertTheStrangerWaitsForNobody(Cursor from) {
        var flood = flood(from);
        assertEquals(2, flood.stream().filter(Probe::isFull).count());

        var stranger = join("stranger", from, new Probe());

        assertEquals(ids, stranger.received());
    }

    @Test
    void pagesOfTheLogLeaveRoomForAStranger() {
        publish();

        assertTheStrangerWaitsForNobody(new Cursor.Beginning());
    }

    @Test
    void whatComesFromTheWindowLeavesRoomForAStranger() {
        publish();
        var first = EventId.parse(ids.removeFirst());
        publish();

        assertTheStrangerWaitsForNobody(new Cursor.After(first));
    }

    @Test
    void theShareOfAClientIsFreedByItsOwnStreams() {
        publish();
        var stalled = join("stranger", new Cursor.Now(), new Probe());
        stalled.fill();
        var flood = flood(new Cursor.Beginning());

        lane.beat(1);
        loop.runNow();

        assertTrue(flood.get(0).isAborted());
        assertTrue(flood.get(1).isAborted());
        assertEquals(ids, flood.get(2).received());
        assertFalse(stalled.isAborted());
    }

    /// Though nobody else needs the memory.
    @Test
    void aStreamThatIsToldToEndDoesNotWaitForItsClientForLong() {
        publish();
        var stalled = join("client", new Cursor.Beginning(), new Stuck());
        lane.streams().close(1);
        loop.runNow();
        assertFalse(stalled.isAborted());

        lane.beat(1);
        loop.runNow();

        assertTrue(stalled.isAborted());
    }

    /// A client may have left what was sent to it before its stream.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatIsFullFromTheStartHoldsNothing(boolean fromTheWindow) {
        publish();
        var from = fromTheWindow ? new Cursor.After(EventId.parse(ids.removeFirst())) : new Cursor.Beginning();
        publish();
        long before = budget.held();
        var full = new Probe();
        full.fill();
        join("full", from, full);

        assertEquals(List.of(), full.received());
        assertEquals(before, budget.held());
        full.drain();
        loop.runNow();
        assertEquals(ids, full.received());
    }

    @Test
    void aStreamThatIsFullWhenItsTurnComesReadsLater() {
        publish();
        var others = budget.tryHold(Use.SENDING, 8_000);
        var full = join("full", new Cursor.Beginning(), new Probe());
        full.fill();
        others.release();
        loop.runNow();

        assertEquals(List.of(), full.received());
        assertEquals(0, budget.held());
        full.drain();
        loop.runNow();
        assertEquals(ids, full.received());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCouldNotBeSentIsHeldNoLonger(boolean fromTheWindow) {
        publish();
        var from = fromTheWindow ? new Cursor.After(EventId.parse(ids.removeFirst())) : new Cursor.Beginning();
        publish();

        join("broken", from, new Broken());

        assertEquals(0, budget.held());
    }

    @Test
    void everythingIsGivenBack() {
        publish();
        var flood = flood(new Cursor.Beginning());

        flood.forEach(Stuck::abort);
        loop.runNow();

        assertEquals(0, budget.held());
        assertTrue(budget.tryTake(Use.SENDING, 8_000));
    }
}
