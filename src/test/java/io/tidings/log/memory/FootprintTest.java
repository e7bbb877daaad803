package io.tidings.log.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.Batch;
import io.tidings.memory.ArrayFootprint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is counted for an event, a topic and a key is what they take.
class FootprintTest extends MemorySizeFixture {
    /// With G1, an array that is larger than half a region has regions for itself.
    @Test
    void aLargeArrayTakesWholeRegions() {
        int region = 1 << 20;
        var event = Draft.of("t", "x".repeat(region)).keptAs(EventId.ZERO);

        long more =
                new Footprint(new ArrayFootprint(region)).of(event) - new Footprint(new ArrayFootprint(0)).of(event);

        assertTrue(more > region - 100 && more < region, "more: " + more);
    }

    @Test
    void eventsTakeNoMoreThanIsCountedForThem() {
        measure(i -> Batch.of(new Draft(
                Stream.of("t", "u", "v").map(Topic::new).toList(),
                Optional.of(new EventType("price " + i)),
                Utf8.of("x" + i),
                OptionalLong.of(i))));
    }

    @Test
    void topicsTakeNoMoreThanIsCountedForThem() {
        measure(i -> Batch.of(Draft.of("prices/" + i, "")));
    }

    @Test
    void keysTakeNoMoreThanIsCountedForThem() {
        measure(i -> new Batch(List.of(Draft.of("t", "")), Optional.of("4fd5e0a1-6f39-4a7c-9d8e-0000" + i)));
    }

    @Test
    void aSmallEventIsNotCountedForMuchMoreThanItTakes() {
        long counted = new Footprint(new ArrayFootprint(0)).of(Draft.of("t", "").keptAs(EventId.ZERO));

        assertTrue(counted > 192 && counted < 2 * 192, "counted: " + counted);
    }

    /// Collects garbage and looks at what is left, which is exact enough for this many.
    private void measure(IntFunction<Batch> batches) {
        var large = open(1L << 32);
        long before = used();
        IntStream.range(0, 30_000).mapToObj(batches).forEach(large::append);
        long taken = used() - before;
        assertTrue(taken <= large.bytes(), () -> "taken: " + taken + ", counted: " + large.bytes());
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
