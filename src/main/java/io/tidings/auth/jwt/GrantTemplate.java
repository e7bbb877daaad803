package io.tidings.auth.jwt;

import io.tidings.auth.InvalidTokenException;
import io.tidings.event.InvalidEventException;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A topic pattern in which `{claim}` stands for the value of a token's claim: `users/{sub}/**`. It is split
/// into its segments before a value is put in, and a value fills one segment or a part of one; so no value
/// makes the pattern match anything but topics of that shape.
public final class GrantTemplate {
    /// The most patterns that a token may be granted.
    static final int MAX_PATTERNS = 1_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

    private final String text;
    private final List<String> segments;

    private GrantTemplate(String text) {
        this.text = text;
        this.segments = Arrays.asList(text.split("/", -1));
    }

    /// Throws [InvalidEventException] if it is none, whatever the claims are.
    public static GrantTemplate parse(String text) {
        var sample = PLACEHOLDER.matcher(text).replaceAll("x");
        if (sample.contains("{") || sample.contains("}")) {
            throw new InvalidEventException(
                    InvalidEventException.Part.PATTERN, "It has a brace without its other one: write {claim}.");
        }
        TopicPattern.parse(sample);
        return new GrantTemplate(text);
    }

    /// Whether it has a placeholder.
    public boolean isFilled() {
        return PLACEHOLDER.matcher(text).find();
    }

    /// Whether it names the issuer, so that equal claims of two issuers grant different topics.
    public boolean namesIssuer() {
        return text.contains("{iss}");
    }

    /// The patterns that it grants to a token: one for each value of a list, none where a claim is missing or
    /// is not fit for a topic. `{iss}` is the issuer's name in the configuration.
    List<TopicMatcher> fill(Map<String, Object> claims, String issuer) {
        var patterns = Stream.of("");
        for (int i = 0; i < segments.size(); i++) {
            var before = i == 0 ? "" : "/";
            var values = atMost(values(segments.get(i), claims, issuer));
            patterns = atMost(patterns.flatMap(start -> values.stream().map(value -> start + before + value))).stream();
        }
        return patterns.flatMap(pattern -> parsed(pattern).stream()).toList();
    }

    /// The texts that a segment may be.
    private static Stream<String> values(String segment, Map<String, Object> claims, String issuer) {
        var placeholder = PLACEHOLDER.matcher(segment);
        if (!placeholder.find()) {
            return Stream.of(segment);
        }
        var name = placeholder.group(1);
        var start = segment.substring(0, placeholder.start());
        var rest = segment.substring(placeholder.end());
        var fills = name.equals("iss") ? List.of(issuer) : texts(claims, name);
        return fills.stream()
                .filter(GrantTemplate::isFit)
                .flatMap(fill -> values(rest, claims, issuer).map(end -> start + fill + end))
                .filter(value -> !value.equals(Topic.OF_THE_HUB));
    }

    private static List<String> texts(Map<String, Object> claims, String name) {
        return ClaimValues.find(claims, name).map(ClaimValues::texts).orElse(List.of());
    }

    private static boolean isFit(String value) {
        return !value.isEmpty() && value.indexOf('/') < 0 && value.indexOf('*') < 0;
    }

    private static Optional<TopicMatcher> parsed(String pattern) {
        try {
            return Optional.of(TopicPattern.parse(pattern));
        } catch (InvalidEventException _) {
            return Optional.empty();
        }
    }

    private static List<String> atMost(Stream<String> patterns) {
        var all = patterns.limit(MAX_PATTERNS + 1L).toList();
        if (all.size() > MAX_PATTERNS) {
            throw new InvalidTokenException("its claims give it more than " + MAX_PATTERNS + " patterns");
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
