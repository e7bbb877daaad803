package io.tidings.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares an index with a regular expression for each of its patterns.
class TopicIndexTest {
    private final RandomTopics topics = new RandomTopics(5);
    private final Random random = new Random(5);

    /// A matcher of a kind that the index does not know.
    private record Suffix(String suffix) implements TopicMatcher {
        @Override
        public boolean matches(Topic topic) {
            return topic.name().startsWith(literalPrefix()) && topic.name().endsWith(suffix);
        }

        @Override
        public String literalPrefix() {
            return "x/a";
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @Test
    void findsTheValuesOfAllMatchersThatMatch() {
        for (int round = 0; round < 500; round++) {
            var index = new TopicIndex<Integer>();
            var matchers = new ArrayList<TopicMatcher>();
            for (int i = 0; i < 12; i++) {
                var matcher = random.nextInt(4) == 0 ? new Suffix(random.nextBoolean() ? "a" : "/b") : topics.pattern();
                matchers.add(matcher);
                index.add(matcher, i);
            }
            for (int i = 0; i < 12; i += 3) {
                index.remove(matchers.get(i), i);
            }
            for (int i = 0; i < 50; i++) {
                var topic = topics.topic();
                var expected = Stream.iterate(0, value -> value < 12, value -> value + 1)
                        .filter(value -> value % 3 != 0 && matches(matchers.get(value), topic))
                        .toList();
                var found = new ArrayList<Integer>();
                index.forEachMatch(topic, found::add);
                assertEquals(expected, found.stream().sorted().toList(), () -> topic + " in " + matchers);
                assertEquals(!expected.isEmpty(), index.matches(topic));
            }
        }
    }

    @Test
    void aSetOfPatternsMatchesWhatOneOfThemMatches() {
        for (int round = 0; round < 200; round++) {
            var patterns = topics.patterns(12);
            var matcher = patterns.matcher();
            for (int i = 0; i < 50; i++) {
                var topic = topics.topic();
                boolean expected = patterns.all().stream().anyMatch(pattern -> matches(pattern, topic));
                assertEquals(expected, matcher.test(topic), () -> topic + " in " + patterns);
                assertEquals(expected, patterns.matches(topic), () -> topic + " in " + patterns);
            }
        }
    }

    private static boolean matches(TopicMatcher matcher, Topic topic) {
        return switch (matcher) {
            case Suffix suffix -> suffix.matches(topic);
            default -> topic.name().matches(expression(matcher.toString()));
        };
    }

    private static String expression(String pattern) {
        return List.of(pattern.split("/", -1)).stream()
                .map(segment -> switch (segment) {
                    case "*" -> "[^/]*";
                    case "**" -> ".*";
                    default -> Pattern.quote(segment);
                })
                .collect(Collectors.joining("/"));
    }
}
