package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Patterns;
import io.tidings.event.RandomTopics;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.sse.NativeFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SubscriberCountsTest {
    private static final int COLLIDING = 40_000;

    private final RandomTopics random = new RandomTopics(5);

    /// This would take minutes if the time of each look grew with the number of names.
    @Test
    @Timeout(60)
    void namesThatShareAHashAreFoundAsFastAsOthers() {
        var counts = new SubscriberCounts();
        var index = new SubscriberIndex();
        for (int i = 0; i < COLLIDING; i++) {
            var patterns = Patterns.of(named(i), named(i) + "/*");
            counts.add(patterns);
            index.add(new Subscriber(Selection.of(patterns), new Cursor.Now(), NativeFormat.PLAIN, new Probe()));
        }

        assertEquals(1, counts.of(new Topic(named(0))));
        assertEquals(named(0).hashCode(), named(COLLIDING - 1).hashCode());
    }

    /// Names of equal length with the same hash.
    private static String named(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /// A matcher that is compared until somebody lets it go on.
    private record Slow(CountDownLatch compared, CountDownLatch goesOn) implements TopicMatcher {
        @Override
        public boolean matches(Topic topic) {
            compared.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }

        @Override
        public String literalPrefix() {
            return "";
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "slow";
        }
    }

    /// Event loops open and close streams.
    @Test
    @Timeout(60)
    void changesDoNotWaitForACount() throws Exception {
        var counts = new SubscriberCounts();
        var slow = new Slow(new CountDownLatch(1), new CountDownLatch(1));
        counts.add(new Patterns(List.of(slow)));
        counts.add(Patterns.of("a", "a/*"));
        var counted = new CompletableFuture<Long>();
        Thread.startVirtualThread(() -> counted.complete(counts.of(new Topic("a"))));
        slow.compared().await();

        counts.add(Patterns.of("a"));
        counts.remove(Patterns.of("a", "a/*"));
        slow.goesOn().countDown();

        assertEquals(2, counted.get());
        assertEquals(2, counts.of(new Topic("a")));
        assertEquals(1, counts.of(new Topic("a/b")), "slow alone");
    }

    @Test
    void eachPatternThatIsStillListenedToCounts() {
        var counts = new SubscriberCounts();
        var all = Stream.generate(() -> random.patterns(5)).limit(60).toList();
        all.forEach(counts::add);
        var left = all.subList(0, 30);
        all.subList(30, 60).forEach(counts::remove);

        for (int i = 0; i < 200; i++) {
            var topic = random.topic();
            long expected = left.stream()
                    .flatMap(patterns -> patterns.all().stream())
                    .filter(pattern -> pattern.matches(topic))
                    .count();
            assertEquals(expected, counts.of(topic), topic::name);
        }
    }
}
