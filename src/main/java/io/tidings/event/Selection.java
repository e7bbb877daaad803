package io.tidings.event;

/// Decides which events a subscriber gets: those with a topic that it wants, if they are public, or if it may read
/// private events of one of their topics.
public record Selection(Patterns wanted, Patterns readable) {
    /// Every event but those of the hub.
    public static final Selection ALL = of(Patterns.ALL);

    /// All events with a wanted topic, private ones too.
    public static Selection of(Patterns wanted) {
        return new Selection(wanted, Patterns.ALL);
    }

    /// All events with a topic that one of the patterns matches, private ones too.
    public static Selection of(String... wanted) {
        return of(Patterns.of(wanted));
    }

    /// Whether no private event is included, whatever its topics are.
    public boolean isPublicOnly() {
        return readable.all().isEmpty();
    }

    /// A test for many events.
    public EventFilter filter() {
        return new EventFilter(wanted.matcher(), readable.matcher());
    }

    /// A test for events that have a wanted topic. If everything may be read, it takes no memory.
    public EventFilter filterOfWanted() {
        return new EventFilter(_ -> true, readable.matcher());
    }
}
