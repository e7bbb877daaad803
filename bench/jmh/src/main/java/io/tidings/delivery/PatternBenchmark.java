package io.tidings.delivery;

import io.tidings.event.Topic;
import io.tidings.event.TopicIndex;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/// What it takes to find those who listen with wildcards: by the index of a lane, and by asking each of them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PatternBenchmark {
    @Param({"10", "1000", "100000"})
    int patterns;

    private final TopicIndex<Integer> index = new TopicIndex<>();
    private final List<TopicMatcher> all = new ArrayList<>();
    private Topic topic;

    @Setup
    public void prepare() {
        for (int i = 0; i < patterns; i++) {
            var pattern = TopicPattern.parse("users/" + i + "/orders/*");
            index.add(pattern, i);
            all.add(pattern);
        }
        topic = new Topic("users/" + patterns / 2 + "/orders/4711");
    }

    @Benchmark
    public void index(Blackhole found) {
        index.forEachMatch(topic, found::consume);
    }

    @Benchmark
    public void each(Blackhole found) {
        for (var pattern : all) {
            found.consume(pattern.matches(topic));
        }
    }
}
