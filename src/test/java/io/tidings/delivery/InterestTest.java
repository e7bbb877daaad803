package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.RandomTopics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterestTest {
    private final RandomTopics random = new RandomTopics(5);

    @Test
    void eachPatternThatIsStillListenedToCounts() {
        var interest = new Interest();
        var all = Stream.generate(() -> random.patterns(5)).limit(60).toList();
        all.forEach(interest::add);
        var left = all.subList(0, 30);
        all.subList(30, 60).forEach(interest::remove);

        for (int i = 0; i < 200; i++) {
            var topic = random.topic();
            long expected = left.stream()
                    .flatMap(patterns -> patterns.all().stream())
                    .filter(pattern -> pattern.matches(topic))
                    .count();
            assertEquals(expected, interest.in(topic), topic::name);
        }
    }
}
