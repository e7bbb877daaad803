package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.Frame;
import io.tidings.sse.NativeFormat;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a lane was not offered, or could not deliver, its subscribers read from the log.
class MissedEventsTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(100, 1_000));

    @Test
    void aLoopThatIsLateHoldsABoundedBacklog() {
        var probe = subscribe(new Probe());
        var ids = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            ids.add(publish());
        }
        var late = offerAnother(ids);
        System.gc();
        assertNull(late.get(), "a frame over the limit is held");

        loop.run();

        assertEquals(ids, probe.received());
        ids.add(publish());
        loop.run();
        assertEquals(ids, probe.received());
    }

    /// A frame that nothing but the lane can hold, of an event that is in the log.
    private WeakReference<Frame> offerAnother(List<String> ids) {
        var id = EventId.parse(ids.getLast());
        var frame = Frame.of(Draft.of("t", "x").keptAs(id));
        lane.offer(List.of(frame));
        return new WeakReference<>(frame);
    }

    @Test
    void aConnectionThatFailsCostsTheOthersNothing() {
        var failing = new boolean[1];
        var first = subscribe(new Probe());
        var failingOne =
                new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, new FailingConnection(failing));
        lane.add(() -> Optional.of(failingOne));
        var last = subscribe(new Probe());
        failing[0] = true;
        var ids = List.of(publish(), publish(), publish());

        loop.run();

        assertEquals(ids, first.received());
        assertEquals(ids, last.received());
    }

    private static final class FailingConnection extends IdleConnection {
        private final boolean[] failing;

        FailingConnection(boolean[] failing) {
            this.failing = failing;
        }

        @Override
        public void send(byte[] bytes) {
            if (failing[0]) {
                failing[0] = false;
                throw new IllegalStateException("a fault of this connection");
            }
        }
    }

    private Probe subscribe(Probe probe) {
        lane.add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, probe)));
        loop.run();
        return probe;
    }

    private String publish() {
        return log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString();
    }

    /// Runs the loop; one that throws goes on with its next task, as an event loop does.
}
