package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.sse.Frame;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a lane takes to offer one event to its subscribers, sockets aside: they listen alike, or each in its
/// own way.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneBenchmark {
    @Param({"1", "100", "10000"})
    int subscribers;

    @Param({"true", "false"})
    boolean alike;

    private final Draft draft = Draft.of("prices/gold", "x".repeat(100));
    private Lane lane;
    private long sequence;
    private long sent;

    @Setup
    public void prepare() {
        var log = new MemoryEventLog(
                InstantSource.system(),
                Retention.ofEach(1, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(1), 1));
        var pageReader = new PageReader(log, Runnable::run, new PageLimit(1, 1), 1, new Budget(1 << 20));
        lane = new Lane(new Here(), pageReader, new WindowLimits(10_000, 32 << 20), StreamListener.NONE, Telemetry.NONE, EventId.ZERO);
        for (int i = 0; i < subscribers; i++) {
            var patterns = alike ? Selection.of("prices/gold") : Selection.of("prices/gold", "alerts/" + i);
            var subscriber = new Subscriber(patterns, new Cursor.Now(), NativeFormat.PLAIN, new Counted());
            lane.add(() -> Optional.of(subscriber));
        }
    }

    @Benchmark
    public long offer() {
        lane.offer(List.of(Frame.of(draft.keptAs(new EventId(1_700_000_000_000L, ++sequence)))));
        return sent;
    }

    /// Carries everything out at once.
    private record Here() implements Loop {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void executeAfterPause(Runnable task, long nanos) {
            task.run();
        }

        @Override
        public long maxPauseNanos() {
            return 0;
        }
    }

    private final class Counted implements Connection {
        @Override
        public void send(byte[] bytes) {
            sent += bytes.length;
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void whenWritable(Runnable action) {}

        @Override
        public boolean isStalled() {
            return false;
        }

        @Override
        public void abort() {}

        @Override
        public boolean isAborted() {
            return false;
        }

        @Override
        public void close(byte[] last) {}
    }
}
