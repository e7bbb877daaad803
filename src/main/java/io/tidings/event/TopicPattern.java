package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// A matcher as subscribers and configuration write it: a topic's name, or segments in which `*` stands for one segment
/// and `**`, at the end, for one or more. So `prices/*` matches `prices/gold`, and `prices/**` also `prices/gold/eu`;
/// neither matches `prices`. A pattern that begins with a wildcard matches no topic below [Topic#OF_THE_HUB].
public sealed interface TopicPattern extends TopicMatcher permits ExactTopic, Wildcard {
    /// The most segments of a pattern with a wildcard. Each takes one byte of a request, and hundreds of bytes of
    /// memory.
    int MAX_SEGMENTS = 32;

    /// The most `*` segments of a pattern. Patterns that mix `*` and names in all combinations make one topic match
    /// exponentially many of them.
    int MAX_WILDCARDS = 4;

    /// Matches every topic but those of the hub.
    TopicPattern ALL = new Wildcard(List.of(Wildcard.REST));

    /// A topic's name first, then the longest literal prefix, then the most segments.
    Comparator<TopicPattern> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (TopicPattern pattern) -> pattern.exact().isPresent() ? 0 : 1)
            .thenComparing(Comparator.comparingInt((TopicPattern pattern) -> segments(pattern.literalPrefix()))
                    .thenComparingInt(pattern -> segments(pattern.toString()))
                    .reversed());

    /// Parses a pattern; throws [InvalidEventException] if it is none.
    static TopicPattern parse(String text) {
        NameRules.check(Part.PATTERN, text, Topic.MAX_LENGTH);
        var segments = Arrays.asList(text.split("/", -1));
        int rest = segments.indexOf(Wildcard.REST);
        if (rest >= 0 && rest < segments.size() - 1) {
            throw new InvalidEventException(
                    Part.PATTERN, "The pattern has a ** that is not at its end: move it there, or use *.");
        }
        if (rest < 0 && !segments.contains(Wildcard.ONE_SEGMENT)) {
            return new ExactTopic(new Topic(text));
        }
        if (segments.size() > MAX_SEGMENTS) {
            throw new InvalidEventException(
                    Part.PATTERN, "The pattern has a wildcard and more than " + MAX_SEGMENTS + " segments: use fewer.");
        }
        if (Collections.frequency(segments, Wildcard.ONE_SEGMENT) > MAX_WILDCARDS) {
            throw new InvalidEventException(
                    Part.PATTERN,
                    "The pattern has more than " + MAX_WILDCARDS + " segments *: use fewer, or ** at its end.");
        }
        return new Wildcard(segments);
    }

    /// Parses a pattern of the configuration. Throws [InvalidEventException] for what is probably a mistake, too,
    /// though a topic may be named so: quotes, brackets, a semicolon, or a `*` beside other characters.
    static TopicPattern parseSetting(String text) {
        var pattern = parse(text);
        boolean isMistake = text.chars().anyMatch(character -> "\"'[];".indexOf(character) >= 0)
                || (pattern instanceof ExactTopic && text.indexOf('*') >= 0);
        if (isMistake) {
            throw new InvalidEventException(
                    Part.PATTERN, "The pattern has a quote, a bracket, a semicolon, or a * beside other characters.");
        }
        return pattern;
    }

    /// Its segments, wildcards as they are written.
    List<String> segments();

    private static int segments(String name) {
        return (int) name.chars().filter(character -> character == '/').count();
    }
}
