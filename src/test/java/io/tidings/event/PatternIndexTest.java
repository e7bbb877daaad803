package io.tidings.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What is found in an index of patterns is what each pattern by itself says.
class PatternIndexTest {
    private final RandomTopics random = new RandomTopics(5);

    @Test
    void anIndexSaysWhatEachPatternSays() {
        for (int round = 0; round < 200; round++) {
            var patterns = random.patterns(12);
            var matcher = patterns.matcher();
            for (int i = 0; i < 50; i++) {
                var topic = random.topic();
                assertEquals(patterns.matches(topic), matcher.test(topic), () -> patterns + " of " + topic);
            }
        }
    }
}
