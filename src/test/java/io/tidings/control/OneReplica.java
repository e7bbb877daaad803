package io.tidings.control;

import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.delivery.FanOut;
import io.tidings.delivery.IdleConnection;
import io.tidings.delivery.Lane;
import io.tidings.delivery.Loop;
import io.tidings.delivery.OpenStreams;
import io.tidings.delivery.PageReader;
import io.tidings.delivery.StreamListener;
import io.tidings.delivery.StreamState;
import io.tidings.delivery.Subscriber;
import io.tidings.delivery.WindowLimits;
import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.replica.Alone;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The streams of one replica, without a network: they are open in one lane whose window has a few
/// events. Nothing reads the log for them, so a stream whose cursor is not in the window stays where it
/// begins.
final class OneReplica implements AutoCloseable {
    private static final int WINDOW = 3;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private long elapsed;
    private long step;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final MemoryEventLog log = new MemoryEventLog(
            this::now, Retention.ofEach(100_000, Duration.ofDays(1)), new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final CountingLog counted = new CountingLog(log);
    private final FanOut fanOut = FanOut.start(log, Tracing.OFF, start -> List.of(lane(start)));
    private final Lane lane = fanOut.lanes().getFirst();
    final NamedStreams named = new NamedStreams(new Alone(), new NobodysPolicy());
    final StreamList list =
            new StreamList(named, new OneLane(lane), new Lags(counted, this::now), "one", () -> elapsed += step);

    private Lane lane(EventId start) {
        var reader = new PageReader(log, _ -> {}, new PageLimit(10, 1_000), 1_000, new Budget(1_000_000));
        return new Lane(
                new OneThread(thread),
                reader,
                new WindowLimits(WINDOW, 1_000_000),
                StreamListener.NONE,
                Telemetry.NONE,
                start);
    }

    Instant now() {
        return now;
    }

    /// Lets time pass.
    void pass(Duration time) {
        now = now.plus(time);
    }

    /// How much later it is each time that a list of streams looks at the clock.
    void slowDown(Duration time) {
        step = time.toNanos();
    }

    EventId publish(String topic) {
        return log.append(Batch.of(Draft.of(topic, "x"))).getFirst();
    }

    /// How many pages of the log were read to find out how far streams lag.
    int reads() {
        return counted.reads();
    }

    /// Opens a stream whose client takes nothing.
    OpenStream open(Cursor from, String... patterns) {
        var caller = Caller.anonymous(Grants.SUBSCRIBE_ALL);
        var stream = new OpenStream(caller, "192.0.2.1", Optional.empty(), now, 0);
        var subscriber = new Subscriber(
                Selection.of(Patterns.of(patterns)), from, NativeFormat.PLAIN, new FullConnection(), stream);
        lane.add(() -> Optional.of(subscriber));
        return stream;
    }

    /// A page of the streams after a number that lag for some seconds at least.
    StreamPart list(double minLagSeconds, long after, int limit) {
        return list.read(new StreamCall.ListSome(
                new StreamQuery(null, null, null, null, minLagSeconds), after, limit, StreamPart.ROOM));
    }

    @Override
    public void close() {
        fanOut.close();
        log.close();
        thread.shutdownNow();
    }

    private record OneLane(Lane lane) implements OpenStreams {
        @Override
        public CompletionStage<Map<StreamState, Integer>> states() {
            return lane.streams().states();
        }

        @Override
        public Collection<Lane> lanes() {
            return List.of(lane);
        }
    }

    private record OneThread(ExecutorService thread) implements Loop {
        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void executeAfterPause(Runnable task, long nanos) {
            thread.execute(task);
        }

        @Override
        public long maxPauseNanos() {
            return 0;
        }
    }

    private static final class FullConnection extends IdleConnection {
        @Override
        public boolean isFull() {
            return true;
        }

        @Override
        public long waitingBytes() {
            return 1;
        }
    }
}
