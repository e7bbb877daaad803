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

/// Streams of one client that take nothing of their replays, beside the stream of another.
class HeldPagesTest {
    private static final int PAGE_BYTES = 1_000;

    /// Two pages of a client have room, each with one event, and eight of all.
    private static final int EVENT_BYTES = 700;

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

        @Override
        public void abort() {
            held.ifPresent(Hold::release);
            super.abort();
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
