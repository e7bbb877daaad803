package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A subscriber that comes back to many recent frames lets others of its lane have their turns.
class CatchUpTurnsTest {
    private static final int FRAMES = 3_500;

    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(10_000, 10_000_000));
    private final List<String> ids = new ArrayList<>();
    private final Probe probe = new Probe();

    @Test
    void othersHaveTheirTurnsBeforeTheEnd() {
        publish();
        join();
        var sentBefore = new ArrayList<Integer>();
        loop.execute(() -> sentBefore.add(probe.received().size()));

        loop.runNow();

        assertTrue(sentBefore.getFirst() <= 100, sentBefore::toString);
        assertEquals(ids, probe.received());
    }

    @Test
    void whatIsPublishedBetweenTurnsComesAfterIt() {
        publish();
        join();
        loop.execute(() ->
                ids.add(log.append(Batch.of(Draft.of("t", "late"))).getFirst().toString()));

        loop.run();

        assertEquals(ids, probe.received());
        assertEquals(FRAMES, ids.size());
    }

    /// No two of these frames go out in one write.
    @Test
    void aConnectionThatIsFullAfterEachWriteIsSentEachFrameOnce() {
        publish(4, "x".repeat(50_000));
        var slow = new Probe() {
            @Override
            public void send(byte[] bytes) {
                super.send(bytes);
                fill();
            }
        };
        join(slow);
        loop.run();
        ids.forEach(_ -> slow.drain());

        assertEquals(ids, slow.received());
    }

    private void publish() {
        publish(FRAMES, "x");
    }

    private void publish(int frames, String data) {
        for (int i = 0; i < frames; i++) {
            ids.add(log.append(Batch.of(Draft.of("t", data))).getFirst().toString());
        }
        loop.run();
    }

    private void join() {
        join(probe);
    }

    /// After the first of the events.
    private void join(Probe probe) {
        var cursor = new Cursor.After(EventId.parse(ids.removeFirst()));
        lane.add(() -> Optional.of(new Subscriber(Selection.of("t"), cursor, NativeFormat.PLAIN, probe)));
    }
}
