package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;

/// What a turn of a lane takes with a thousand subscribers that want the same: they may all read the same
/// private events, or each its own. As in a stream, other bytes than those sent last are copied.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GrantsBenchmark {
    private static final int SUBSCRIBERS = 1_000;

    @Param({"1", "100", "1000"})
    int grants;

    /// Of a hundred events; each of them may be read with one of the grants.
    @Param({"0", "10"})
    int privates;

    @Param({"1", "10"})
    int framesATurn;

    /// In place of the system call of each send, in tokens of JMH: 400 take a little less than a microsecond.
    @Param({"0", "400"})
    int work;

    private final byte[] chunk = new byte[1 << 16];
    private byte[] staged = {};
    private Lane lane;
    private int sequence;
    private long sent;

    @Setup
    public void prepare() {
        var log = new MemoryEventLog(
                InstantSource.system(),
                Retention.ofEach(1, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(1), 1));
        var pageReader = new PageReader(log, Runnable::run, new PageLimit(1, 1), 1, new Budget(1 << 20));
        lane = new Lane(new Here(), pageReader, new WindowLimits(10_000, 32 << 20), StreamListener.NONE, Telemetry.NONE, EventId.ZERO);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            var selection = new Selection(Patterns.of("news"), Patterns.of("users/" + i % grants + "/**"));
            var subscriber = new Subscriber(selection, new Cursor.Now(), NativeFormat.PLAIN, new Copying());
            lane.add(() -> Optional.of(subscriber));
        }
    }

    @Benchmark
    public long turn() {
        lane.offer(IntStream.range(0, framesATurn).mapToObj(_ -> frame()).toList());
        return sent;
    }

    private Frame frame() {
        sequence++;
        boolean isPrivate = sequence % 100 * privates / 100 != (sequence % 100 + 1) * privates / 100;
        var topics = List.of(new Topic("news"), new Topic("users/" + sequence % grants + "/orders"));
        var draft = new Draft(
                topics,
                Optional.empty(),
                Utf8.of("x".repeat(100)),
                OptionalLong.empty(),
                isPrivate ? Visibility.PRIVATE : Visibility.PUBLIC);
        return Frame.of(draft.keptAs(new EventId(1_700_000_000_000L, sequence)));
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

    private final class Copying implements Connection {
        @Override
        public void send(byte[] bytes) {
            if (bytes != staged) {
                System.arraycopy(bytes, 0, chunk, 0, bytes.length);
                staged = bytes;
            }
            Blackhole.consumeCPU(work);
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
