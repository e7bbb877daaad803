package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.RandomTopics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscriberCountsTest {
    private final RandomTopics random = new RandomTopics(5);

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
