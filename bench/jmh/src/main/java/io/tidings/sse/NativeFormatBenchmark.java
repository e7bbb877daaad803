package io.tidings.sse;

import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
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

/// What it takes to make an event into bytes, which happens once on a node.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NativeFormatBenchmark {
    @Param({"100", "1024", "65536"})
    int bytes;

    @Param({"PLAIN", "ENVELOPE"})
    NativeFormat format;

    private Event event;

    @Setup
    public void prepare() {
        event = Draft.of("prices/gold", "x".repeat(bytes)).keptAs(new EventId(1_700_000_000_000L, 7));
    }

    @Benchmark
    public byte[] encode() {
        return format.event(event);
    }
}
