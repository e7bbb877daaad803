package io.tidings.auth.jwt;

import io.tidings.auth.InvalidTokenException;
import io.tidings.event.InvalidEventException;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A topic pattern in which `{claim}` stands for the value of a token's claim: `users/{sub}/**`. A value
/// fills one segment or a part of one, and is no wildcard; so no value makes the pattern match anything but
/// topics of that shape, nor topics of the hub.
public final class GrantTemplate {
    /// The most patterns that a token may be granted.
    static final int MAX_PATTERNS = 1_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]+)}");
    private static final Pattern PART = Pattern.compile("[^{]+|" + PLACEHOLDER);
    private static final String BELOW_THE_HUB = Topic.OF_THE_HUB + "/";

    private final String text;

    /// Placeholders, and the text between them.
    private final List<String> parts;

    private GrantTemplate(String text) {
        this.text = text;
        this.parts = PART.matcher(text).results().map(MatchResult::group).toList();
    }

    /// Throws [InvalidEventException] if it is none, whatever the claims are.
    public static GrantTemplate parse(String text) {
        var sample = PLACEHOLDER.matcher(text).replaceAll("x");
        if (sample.contains("{") || sample.contains("}")) {
            throw new InvalidEventException(
                    InvalidEventException.Part.PATTERN,
                    "The pattern has a brace that does not belong to a {claim} in one segment: write {claim}.");
        }
        TopicPattern.parse(sample);
        return new GrantTemplate(text);
    }

    /// Whether it has a placeholder.
    public boolean isFilled() {
        return PLACEHOLDER.matcher(text).find();
    }

    /// Whether a segment is the issuer's name, so that equal claims of two issuers grant different topics. In
    /// a part of a segment, one name and claim may read as another's.
    public boolean namesIssuer() {
        return List.of(text.split("/")).contains("{iss}");
    }

    /// The patterns that it grants to a token: one for each value of a list, none where a claim is missing or
    /// is not fit for a topic. `{iss}` is the issuer's name in the configuration.
    List<TopicMatcher> fill(Map<String, Object> claims, String issuer) {
        var values = parts.stream().map(part -> values(part, claims, issuer)).toList();
        if (values.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        var patterns = List.of("");
        for (var next : values) {
            patterns = atMost(patterns.stream().flatMap(start -> next.stream().map(value -> start + value)));
        }
        return patterns.stream().flatMap(pattern -> parsed(pattern).stream()).toList();
    }

    private static List<String> values(String part, Map<String, Object> claims, String issuer) {
        var placeholder = PLACEHOLDER.matcher(part);
        if (!placeholder.matches()) {
            return List.of(part);
        }
        var name = placeholder.group(1);
        var fills = name.equals("iss") ? List.of(issuer) : texts(claims, name);
        return fills.stream().filter(GrantTemplate::isFit).distinct().toList();
    }

    private static List<String> texts(Map<String, Object> claims, String name) {
        return ClaimValues.find(claims, name).map(ClaimValues::texts).orElse(List.of());
    }

    private static boolean isFit(String value) {
        return !value.isEmpty()
                && value.length() <= Topic.MAX_LENGTH
                && value.indexOf('/') < 0
                && value.indexOf('*') < 0;
    }

    private Optional<TopicMatcher> parsed(String pattern) {
        if (pattern.startsWith(BELOW_THE_HUB) && !text.startsWith(BELOW_THE_HUB)) {
            return Optional.empty();
        }
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
