package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a client is told where it is, and what a heartbeat is otherwise.
class CursorTest {
    private static final int PATIENCE = 3;

    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(100, 100_000));

    @Test
    void aStreamThatBeginsNowIsToldAtOnceWhereThatIs() {
        var before = publish("elsewhere");
        assertEquals(cursor(before), subscribe("t", new Cursor.Now()).sent());
    }

    @Test
    void aStreamThatComesBackIsToldAtOnceWhereItWas() {
        var before = publish("t");
        var missed = publish("t");
        assertEquals(
                cursor(before) + event(missed), subscribe("t", after(before)).sent());
    }

    @Test
    void aReplayTellsItsClientNothingButEventsIfThereAreAny() {
        var id = publish("t");
        assertEquals(event(id), subscribe("t", new Cursor.Beginning()).sent());
        assertEquals(event(id), subscribe("t", Cursor.Latest.START).sent());
    }

    @Test
    void aReplayOfNothingTellsItsClientWhereItEnded() {
        var id = publish("elsewhere");
        assertEquals(cursor(id), subscribe("t", new Cursor.Beginning()).sent());
        assertEquals(cursor(id), subscribe("t", Cursor.Latest.START).sent());
        var since = subscribe("t", new Cursor.Since(Instant.now().plusSeconds(60)));
        assertEquals(cursor(id), since.sent());
    }

    @Test
    void aHeartbeatIsACommentWhereNothingHappened() {
        var id = publish("elsewhere");
        var probe = subscribe("t", new Cursor.Now());

        beat(2 * PATIENCE);

        assertEquals(cursor(id) + ":\n:\n", probe.sent());
    }

    @Test
    void aHeartbeatIsTheCursorWhereItHasMovedAndACommentAfterwards() {
        var begun = publish("elsewhere");
        var probe = subscribe("t", new Cursor.Now());
        var moved = publish("elsewhere");

        beat(2 * PATIENCE);

        assertEquals(cursor(begun) + cursor(moved) + ":\n", probe.sent());
    }

    @Test
    void anEventTellsItsClientWhereItIs() {
        var begun = publish("elsewhere");
        var probe = subscribe("t", new Cursor.Now());
        var id = publish("t");

        beat(PATIENCE);

        assertEquals(cursor(begun) + event(id) + ":\n", probe.sent());
    }

    @Test
    void aStreamOnWhichSomethingWasSentIsNotIdle() {
        var begun = publish("elsewhere");
        var probe = subscribe("t", new Cursor.Now());
        beat(PATIENCE - 1);
        var id = publish("t");

        beat(PATIENCE - 1);

        assertEquals(cursor(begun) + event(id), probe.sent());
    }

    @Test
    void quietStreamsShareTheBytesOfAHeartbeat() {
        publish("elsewhere");
        var sent = new ArrayList<byte[]>();
        for (int i = 0; i < 2; i++) {
            subscribe("t" + i, new Cursor.Now(), new Probe() {
                @Override
                public void send(byte[] bytes) {
                    sent.add(bytes);
                }
            });
        }
        sent.clear();
        publish("elsewhere");

        beat(PATIENCE);

        assertEquals(2, sent.size());
        assertSame(sent.getFirst(), sent.getLast());
    }

    @Test
    void aFullConnectionIsToldNothing() {
        var probe = subscribe("t", new Cursor.Now());
        var before = probe.sent();
        probe.fill();
        publish("elsewhere");

        beat(PATIENCE);

        assertEquals(before, probe.sent());
    }

    @Test
    void theLastWordsTellWhereToGoOn() {
        var probe = subscribe("t", new Cursor.Now());
        var before = probe.sent();
        var moved = publish("elsewhere");
        lane.streams().close(1);
        loop.run();

        var farewell = "id: " + moved + "\nevent: tidings:cursor\nretry: some\ndata: {}\n\n";
        assertEquals(before + farewell, probe.sent().replaceFirst("retry: [1-4]\\d{3}\n", "retry: some\n"));
    }

    private Probe subscribe(String topic, Cursor from) {
        return subscribe(topic, from, new Probe());
    }

    private Probe subscribe(String topic, Cursor from, Probe probe) {
        lane.add(() -> Optional.of(new Subscriber(Selection.of(topic), from, NativeFormat.PLAIN, probe)));
        loop.run();
        return probe;
    }

    private void beat(int beats) {
        for (int i = 0; i < beats; i++) {
            lane.beat(PATIENCE);
            loop.run();
        }
    }

    private EventId publish(String topic) {
        var id = log.append(Batch.of(Draft.of(topic, "x"))).getFirst();
        loop.run();
        return id;
    }

    private static Cursor after(EventId id) {
        return new Cursor.After(id);
    }

    private static String cursor(EventId id) {
        return "id: " + id + "\nevent: tidings:cursor\ndata: {}\n\n";
    }

    private static String event(EventId id) {
        return "id: " + id + "\ndata: x\n\n";
    }
}
