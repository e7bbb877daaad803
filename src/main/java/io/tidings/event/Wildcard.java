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

    /// What a [WildcardTree] finds for many wildcards, without memory for one. `TopicIndexTest` holds both to
    /// the same.
    @Override
    public boolean matches(Topic topic) {
        var name = topic.name();
        int start = 0;
        for (var segment : segments) {
            if (isSegment(segment, name, start)) {
                start += segment.length() + 1;
            } else if (!isWild(segment) || start > name.length() || (start == 0 && topic.isOfTheHub())) {
                return false;
            } else if (segment.equals(REST)) {
                return true;
            } else {
                int slash = name.indexOf('/', start);
                start = (slash < 0 ? name.length() : slash) + 1;
            }
        }
        return start > name.length();
    }

    private static boolean isSegment(String segment, String name, int start) {
        int end = start + segment.length();
        return name.startsWith(segment, start) && (end == name.length() || name.charAt(end) == '/');
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
