package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A lane in whose turn something fails with an `Error`, not an exception.
class LaneFaultTest {
    private static final WindowLimits LIMITS = new WindowLimits(10, 1_000);

    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final Probe probe = new Probe();
    private boolean faulty;

    @Test
    void anErrorInATurnDoesNotLeaveItAsleep() {
        var loop = new QueuedLoop();
        var lane = loop.lane(log, LIMITS);
        listen(lane, new FaultyConnection());
        listen(lane, probe);
        loop.run();
        faulty = true;
        var first = publish();
        loop.run();

        var second = publish();
        loop.run();

        assertEquals(List.of(first, second), probe.received());
    }

    @Test
    void aSubscriberThatCouldNotGoBackToTheLogDoesSoWithABeat() {
        var loop = new QueuedLoop();
        var lane = loop.lane(log, LIMITS);
        listen(lane, new FaultyConnection());
        loop.run();
        faulty = true;
        var first = publish();
        loop.run();

        faulty = false;
        var second = publish();
        lane.beat(10);
        loop.run();

        assertEquals(List.of(first, second), probe.received());
    }

    @Test
    void anOfferThatItsLoopDoesNotTakeIsSentWithTheNext() {
        var loop = new RefusingLoop();
        listen(loop.lane(log, LIMITS), probe);
        loop.tasks.run();
        faulty = true;
        var first = publish();

        faulty = false;
        var second = publish();
        loop.tasks.run();

        assertEquals(List.of(first, second), probe.received());
    }

    @Test
    void aLoopThatTakesNothingDoesNotKeepEventsFromOtherLanes() {
        var refusing = new RefusingLoop();
        var sound = new QueuedLoop();
        var lanes = FanOut.start(
                        log,
                        Tracing.OFF,
                        start -> Stream.of(refusing, sound)
                                .map(loop -> newLane(loop, start))
                                .toList())
                .lanes();
        listen(lanes.getLast(), probe);
        sound.run();
        faulty = true;

        var id = publish();
        sound.run();

        assertEquals(List.of(id), probe.received());
    }

    private Lane newLane(Loop loop, EventId start) {
        var pageReader = new PageReader(log, Runnable::run, new PageLimit(10, 1_000), 1_000, new Budget(1_000_000));
        return new Lane(loop, pageReader, LIMITS, StreamListener.NONE, Telemetry.NONE, start);
    }

    private static void listen(Lane lane, Connection connection) {
        lane.add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, connection)));
    }

    private String publish() {
        return log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString();
    }

    /// Takes nothing, and cannot even tell whether it would.
    private final class FaultyConnection implements Connection {
        @Override
        public void send(byte[] bytes) {
            if (faulty) {
                throw new StackOverflowError("while sending");
            }
            probe.send(bytes);
        }

        @Override
        public boolean isFull() {
            if (faulty) {
                throw new StackOverflowError("while asked");
            }
            return probe.isFull();
        }

        @Override
        public boolean isAborted() {
            return false;
        }

        @Override
        public void whenWritable(Runnable action) {
            probe.whenWritable(action);
        }

        @Override
        public boolean isStalled() {
            return false;
        }

        @Override
        public void abort() {}

        @Override
        public void close(byte[] last) {
            probe.close(last);
        }
    }

    private final class RefusingLoop implements Loop {
        private final QueuedLoop tasks = new QueuedLoop();

        Lane lane(MemoryEventLog log, WindowLimits limits) {
            return FanOut.start(log, Tracing.OFF, start -> List.of(newLane(this, start)))
                    .lanes()
                    .getFirst();
        }

        @Override
        public void execute(Runnable task) {
            if (faulty) {
                throw new StackOverflowError("while handed a task");
            }
            tasks.execute(task);
        }

        @Override
        public long nanoTime() {
            return tasks.nanoTime();
        }

        @Override
        public void executeAfterPause(Runnable task, long nanos) {
            if (faulty) {
                throw new StackOverflowError("while handed a task");
            }
            tasks.executeAfterPause(task, nanos);
        }

        @Override
        public long maxPauseNanos() {
            return tasks.maxPauseNanos();
        }
    }
}
