package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Which part of the log a stream gets whose topics have changed: of what it wants, the events that it got before its
/// last change, and those of the added patterns after an id.
record Coverage(Patterns wanted, Patterns added, EventId after, Optional<Coverage> before) {
    /// In a list.
    private static final int BYTES_A_PATTERN = 8;

    /// Of a stream that gets everything after an id.
    static Coverage of(Patterns wanted, EventId after) {
        return new Coverage(wanted, wanted, after, Optional.empty());
    }

    /// The same after a change.
    Coverage change(Patterns nowWanted, Patterns added, EventId after) {
        return new Coverage(nowWanted, added, after, Optional.of(this));
    }

    /// How many changes there were.
    int changes() {
        int changes = 0;
        for (var earlier = before; earlier.isPresent(); earlier = earlier.get().before) {
            changes++;
        }
        return changes;
    }

    /// An estimate of its memory.
    int bytes() {
        int bytes = 0;
        for (var part = Optional.of(this); part.isPresent(); part = part.get().before) {
            bytes += BYTES_A_PATTERN * part.get().wanted.all().size()
                    + part.get().added.all().stream()
                            .mapToInt(TopicMatcher::size)
                            .sum();
        }
        return bytes;
    }

    /// Whether a stream that goes on after the id gets all that it wants.
    boolean isSettledAt(EventId id) {
        return !after.isAfter(id)
                && before.map(earlier -> earlier.isSettledAt(id)).orElse(true);
    }

    /// A test by the topics of an event and its id.
    BiPredicate<List<Topic>, EventId> filter() {
        var isWanted = wanted.matcher();
        var isAdded = added.matcher();
        var gotBefore = before.map(Coverage::filter).orElse((_, _) -> false);
        return (topics, id) -> topics.stream().anyMatch(isWanted)
                && ((id.isAfter(after) && topics.stream().anyMatch(isAdded)) || gotBefore.test(topics, id));
    }
}
