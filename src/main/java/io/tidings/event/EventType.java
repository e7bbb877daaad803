package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;

/// The SSE type of an event, so that one stream carries several kinds. Types that begin with `tidings:` are the hub's.
public record EventType(String name) {
    /// In bytes of UTF-8.
    public static final int MAX_LENGTH = 256;

    private static final String RESERVED = "tidings:";

    public EventType {
        NameRules.check(Part.TYPE, name, MAX_LENGTH);
    }

    /// The type that a publisher gives an event. Throws [InvalidEventException] if it is one of the hub's.
    public static EventType ofPublisher(String name) {
        if (name.startsWith(RESERVED)) {
            throw new InvalidEventException(
                    Part.TYPE, "Types that begin with " + RESERVED + " are the hub's own: rename it.");
        }
        return new EventType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
