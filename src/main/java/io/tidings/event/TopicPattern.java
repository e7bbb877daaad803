package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.util.Arrays;
import java.util.List;

/// Selects topics: one by its name, or all of a form, where `*` stands for one segment and `**` at the end for any rest
/// of one segment or more. So `prices/*` matches `prices/gold`, and `prices/**` also `prices/gold/eu`; neither matches
/// `prices`.
public sealed interface TopicPattern {
    /// The most segments of a form. Each takes hundreds of bytes of memory, and one byte of a request.
    int MAX_SEGMENTS = 32;

    /// What any subscription may hear.
    TopicPattern ALL = new Form(List.of("**"));

    boolean matches(Topic topic);

    /// The pattern as a subscriber writes it.
    static TopicPattern parse(String text) {
        Names.check(Part.PATTERN, text, Topic.MAX_LENGTH);
        var segments = Arrays.asList(text.split("/", -1));
        int rest = segments.indexOf("**");
        if (rest >= 0 && rest < segments.size() - 1) {
            throw new InvalidEventException(
                    Part.PATTERN, "It has a ** that is not at its end: move it there, or use *.");
        }
        if (rest < 0 && !segments.contains("*")) {
            return new Exactly(new Topic(text));
        }
        if (segments.size() > MAX_SEGMENTS) {
            throw new InvalidEventException(
                    Part.PATTERN, "It has a wildcard and more than " + MAX_SEGMENTS + " segments: use fewer.");
        }
        return new Form(segments);
    }

    /// About what it takes in memory, with its entries in the indexes of those who listen to it, in bytes.
    int size();

    /// One topic.
    record Exactly(Topic topic) implements TopicPattern {
        @Override
        public int size() {
            return 512 + 2 * topic.name().length();
        }

        @Override
        public boolean matches(Topic other) {
            return topic.equals(other);
        }

        @Override
        public String toString() {
            return topic.name();
        }
    }

    /// All topics whose segments fit these, of which at least one is a wildcard.
    record Form(List<String> segments) implements TopicPattern {
        public Form {
            segments = List.copyOf(segments);
        }

        @Override
        public int size() {
            return 512
                    + segments.stream()
                            .mapToInt(segment -> 512 + 2 * segment.length())
                            .sum();
        }

        /// Walks the name without taking it apart, since this runs for each event.
        @Override
        public boolean matches(Topic topic) {
            var name = topic.name();
            int start = 0;
            for (int i = 0; i < segments.size(); i++) {
                var segment = segments.get(i);
                if (start > name.length()) {
                    return false;
                }
                if (segment.equals("**")) {
                    return true;
                }
                int slash = name.indexOf('/', start);
                int end = slash < 0 ? name.length() : slash;
                boolean fits =
                        segment.equals("*") || (segment.length() == end - start && name.startsWith(segment, start));
                if (!fits) {
                    return false;
                }
                start = end + 1;
            }
            return start > name.length();
        }

        @Override
        public String toString() {
            return String.join("/", segments);
        }
    }
}
