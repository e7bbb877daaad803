package io.tidings.event;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Topics and patterns of few different segments, so that many of them match.
public final class RandomTopics {
    private static final List<String> SEGMENTS = List.of("a", "b", "", "a*");
    private static final List<String> WITH_WILDCARD = List.of("a", "b", "", "a*", "*");

    private final Random random;

    public RandomTopics(long seed) {
        this.random = new Random(seed);
    }

    /// One or more patterns.
    public Patterns patterns(int most) {
        return new Patterns(
                Stream.generate(this::pattern).limit(1 + random.nextInt(most)).toList());
    }

    public TopicMatcher pattern() {
        return TopicPattern.parse(name(WITH_WILDCARD) + (random.nextInt(3) == 0 ? "/**" : ""));
    }

    public Topic topic() {
        return new Topic(name(SEGMENTS));
    }

    private String name(List<String> segments) {
        return "x/"
                + String.join(
                        "/",
                        IntStream.rangeClosed(0, random.nextInt(3))
                                .mapToObj(_ -> segments.get(random.nextInt(segments.size())))
                                .toList());
    }
}
