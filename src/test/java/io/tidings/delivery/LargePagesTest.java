package io.tidings.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.ArrayFootprint;
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
import org.junit.jupiter.params.provider.EnumSource;

/// Pages that are much larger as they are sent than as they were kept.
class LargePagesTest {
    private static final int PAGE_BYTES = 1_000;

    /// What replays may take of the budget, and one client a quarter of it.
    private static final int ROOM = 16_000;

    /// A page with an event of line breaks, as it was kept and as it is sent: two have room.
    private static final int LINES = 800;

    private final EventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final Budget budget = new Budget(ROOM * 10 / 4);
    private final QueuedLoop loop = new QueuedLoop();
    private int reads;
    private final Lane lane = lane(new ArrayFootprint(0));
    private final List<String> ids = new ArrayList<>();
    private final List<Taker> served = new ArrayList<>();
    private long mostHeld;

    private Lane lane(ArrayFootprint arrays) {
        var pageReader = new PageReader(log, this::read, new PageLimit(1, PAGE_BYTES), PAGE_BYTES, budget, arrays);
        return FanOut.start(
                        log,
                        Tracing.OFF,
                        start -> List.of(new Lane(
                                loop, pageReader, new WindowLimits(1, 1), StreamListener.NONE, Telemetry.NONE, start)))
                .lanes()
                .getFirst();
    }

    private void read(Runnable page) {
        reads++;
        page.run();
    }

    /// Takes its first page when the test says so.
    private final class Taker extends Probe {
        private Optional<Hold> held = Optional.empty();

        @Override
        public void send(byte[] page, Hold hold) {
            send(page);
            held = Optional.of(hold);
            served.add(this);
            mostHeld = Math.max(mostHeld, budget.held());
            fill();
        }

        void take() {
            held.ifPresent(Hold::release);
            held = Optional.empty();
            drain();
            loop.runNow();
        }
    }

    private void publish(String data) {
        ids.add(log.append(Batch.of(Draft.of("t", data))).getFirst().toString());
        loop.run();
    }

    private Taker join(Holder holder, NativeFormat format) {
        return join(lane, holder, format);
    }

    private Taker join(Lane lane, Holder holder, NativeFormat format) {
        var taker = new Taker();
        lane.add(() -> {
            var subscriber = new Subscriber(Selection.of("t"), new Cursor.Beginning(), format, taker, holder);
            taker.open(() -> lane.remove(subscriber));
            return Optional.of(subscriber);
        });
        loop.runNow();
        return taker;
    }

    @ParameterizedTest
    @EnumSource
    void noPageIsEncodedForWhichThereIsNoRoom(NativeFormat format) {
        publish((format == NativeFormat.PLAIN ? "\n" : "\u0001").repeat(LINES));
        var takers = IntStream.range(0, 5)
                .mapToObj(i -> join(new HolderAt("client " + i), format))
                .toList();

        while (served.size() < takers.size()) {
            int before = served.size();
            served.getLast().take();
            assertThat(served.size(), is(before + 1));
        }

        assertEquals(takers, served);
        assertThat(mostHeld, lessThanOrEqualTo((long) ROOM));
        takers.forEach(taker -> assertEquals(ids, taker.received()));
    }

    @Test
    void aPageForWhichThereWasNoRoomIsReadAgainWhenThereIs() {
        publish("\n".repeat(LINES));
        var others = budget.tryHold(Use.SENDING, ROOM - 2 * PAGE_BYTES);
        var taker = join(Holder.ANYONE, NativeFormat.PLAIN);
        assertEquals(List.of(), taker.received());
        assertEquals(others.bytes(), budget.held());
        others.tryResize(ROOM - 3 * PAGE_BYTES);
        loop.runNow();
        assertThat(reads, is(1));

        others.release();
        loop.runNow();

        assertThat(reads, is(2));
        assertEquals(ids, taker.received());
    }

    /// A log may have events from before its limit was lowered.
    @Test
    void aPageThatIsLargerThanAllRoomHasItsTurnWhenNothingElseIsHeld() {
        budget.keep(Use.SENDING, PAGE_BYTES);
        publish("\n".repeat(4 * LINES));
        var others = budget.tryHold(Use.SENDING, PAGE_BYTES);
        var first = join(new HolderAt("one"), NativeFormat.PLAIN);
        var second = join(new HolderAt("other"), NativeFormat.PLAIN);
        assertEquals(List.of(), served);

        others.release();
        loop.runNow();

        assertEquals(List.of(first), served);
        first.take();
        assertEquals(List.of(first, second), served);
        assertEquals(ids, first.received());
        assertEquals(ids, second.received());
    }

    /// With G1, an array that is larger than half a region has regions for itself.
    @Test
    void aPageIsHeldAsWhatItTakesOfTheHeap() {
        publish("x".repeat(LINES));

        join(lane(new ArrayFootprint(1_500)), Holder.ANYONE, NativeFormat.PLAIN);

        assertEquals(1_500, budget.held());
    }

    @Test
    void aStreamThatEndsWhileItWaitsForALargePageLeavesItsPlace() {
        publish("\n".repeat(LINES));
        var others = budget.tryHold(Use.SENDING, ROOM - 2 * PAGE_BYTES);
        var waits = join(new HolderAt("client"), NativeFormat.PLAIN);
        var behind = join(new HolderAt("client"), NativeFormat.PLAIN);

        waits.abort();
        others.release();
        loop.runNow();

        assertEquals(List.of(), waits.received());
        assertEquals(ids, behind.received());
        behind.take();
        behind.abort();
        loop.runNow();
        assertEquals(0, budget.held());
    }
}
