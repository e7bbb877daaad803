package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.util.Set;

/// A named stream of events. By convention its segments are separated by `/`, such as `prices/gold`; no segment is `*`
/// or `**`, which only a [TopicPattern] has.
public record Topic(String name) implements Comparable<Topic> {
    /// In bytes of UTF-8.
    public static final int MAX_LENGTH = 1024;

    private static final Set<String> WILDCARDS = Set.of("*", "**");

    public Topic {
        NameRules.check(Part.TOPIC, name, MAX_LENGTH);
        for (var segment : name.split("/", -1)) {
            if (WILDCARDS.contains(segment)) {
                throw new InvalidEventException(
                        Part.TOPIC, "It has a segment " + segment + ", which only a pattern can have: rename it.");
            }
        }
    }

    @Override
    public int compareTo(Topic other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
