package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of a subscriber that reads the log, step by step.
class CatchUpTest {
    private static final EventId FUTURE = EventId.parse("99999999999999-0");

    private final Steps steps = new Steps(1);
    private final AtomicBoolean faulty = new AtomicBoolean();
    private final EventLog log = new LaggingTail(
            new MemoryEventLog(
                    InstantSource.system(),
                    Retention.ofEach(2, Duration.ofDays(1)),
                    new IdempotencyLimits(Duration.ofMinutes(1), 1)),
            steps.loop("tail"),
            this::fail);
    private final Lane lane = FanOut.start(
                    log,
                    Tracing.OFF,
                    start -> List.of(new Lane(
                            steps.loop("event loop"),
                            new PageReader(
                                    log,
                                    steps.threads("readers"),
                                    new PageLimit(10, 1_000),
                                    1_000,
                                    new Budget(1_000_000)),
                            new WindowLimits(1, 1_000),
                            StreamListener.NONE,
                            Telemetry.NONE,
                            start)))
            .lanes()
            .getFirst();
    private final Probe probe = new Probe();

    private boolean fail() {
        if (faulty.get()) {
            throw new IllegalStateException("a fault of the engine");
        }
        return false;
    }

    @Test
    void whoCouldNotReadForAFaultTriesAgain() {
        var id = publish("1");
        faulty.set(true);
        subscribe(new Cursor.Beginning());
        faulty.set(false);

        lane.beat(1_000);
        steps.runToEnd();

        assertEquals(List.of(id), probe.received());
    }

    @Test
    void allStreamsOfOneClientAreBroughtUpToDate() {
        var id = publish("1");
        faulty.set(true);
        var probes = Stream.generate(Probe::new).limit(20).toList();
        probes.forEach(one -> lane.add(() -> Optional.of(
                new Subscriber(Selection.ALL, new Cursor.Beginning(), NativeFormat.PLAIN, one, new HolderAt("a")))));
        steps.runToEnd();
        faulty.set(false);

        lane.beat(1_000);
        steps.runToEnd();

        probes.forEach(one -> assertEquals(List.of(id), one.received()));
    }

    @Test
    void whoCameWithACursorFromTheFutureIsToldOfLaterGapsAsWell() {
        subscribe(new Cursor.After(FUTURE));
        var seen = publish("1");
        probe.fill();
        for (int i = 0; i < 5; i++) {
            publish("lost");
        }
        log.trim();
        var last = List.of(publish("2"), publish("3"));
        log.trim();

        probe.drain();
        steps.runToEnd();

        assertEquals(List.of("gap", seen, "gap", last.getFirst(), last.getLast()), probe.received());
    }

    @Test
    void aClientWithACursorFromTheFutureIsToldOneOfThisLogAfterTheGap() {
        var newest = publish("1");
        subscribe(new Cursor.After(FUTURE));

        assertEquals(List.of("gap"), probe.received());
        assertEquals(
                Optional.of(EventId.parse(newest)),
                Reception.of(List.of(probe.sent())).lastId());
    }

    @Test
    void aWindowHoldsAtLeastOneEvent() {
        assertThrows(IllegalArgumentException.class, () -> new WindowLimits(0, 1));
    }

    private void subscribe(Cursor from) {
        lane.add(() -> Optional.of(new Subscriber(Selection.ALL, from, NativeFormat.PLAIN, probe)));
        steps.runToEnd();
    }

    private String publish(String data) {
        var id = log.append(Batch.of(Draft.of("t", data))).getFirst().toString();
        steps.runToEnd();
        return id;
    }
}
