package io.tidings.event;

import java.util.List;
import java.util.stream.Collectors;

/// A pattern with wildcards: segments of which at least one is `*` or, at the end, `**`.
public record Wildcard(List<String> segments) implements TopicPattern {
    static final String ONE_SEGMENT = "*";
    static final String REST = "**";

    public Wildcard {
        segments = List.copyOf(segments);
    }

    static boolean isWild(String segment) {
        return segment.equals(ONE_SEGMENT) || segment.equals(REST);
    }

    @Override
    public boolean matches(Topic topic) {
        var tree = new WildcardTree<Wildcard>();
        tree.add(this, this);
        return tree.anyMatch(topic, _ -> true);
    }

    @Override
    public String literalPrefix() {
        return segments.stream()
                .takeWhile(segment -> !isWild(segment))
                .map(segment -> segment + "/")
                .collect(Collectors.joining());
    }

    @Override
    public int size() {
        return 512
                + segments.stream()
                        .mapToInt(segment -> 512 + 2 * segment.length())
                        .sum();
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
