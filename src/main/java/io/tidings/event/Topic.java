package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;

/// A named stream of events. By convention its segments are separated by `/`, such as `prices/gold`; no segment is `*`
/// or `**`, which only a [TopicPattern] has.
public record Topic(String name) implements Comparable<Topic> {
    /// In bytes of UTF-8.
    public static final int MAX_LENGTH = 1024;

    /// What the names of topics begin with on which the hub alone publishes, before a `/`.
    public static final String OF_THE_HUB = "tidings";

    private static final String BELOW_THE_HUB = OF_THE_HUB + "/";

    public Topic {
        NameRules.check(Part.TOPIC, name, MAX_LENGTH);
        for (var segment : name.split("/", -1)) {
            if (Wildcard.isWild(segment)) {
                throw new InvalidEventException(
                        Part.TOPIC,
                        "The topic has a segment " + segment + ", which only a pattern can have: rename it.");
            }
        }
    }

    /// Whether only the hub may publish on it.
    public boolean isOfTheHub() {
        return name.startsWith(BELOW_THE_HUB);
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
