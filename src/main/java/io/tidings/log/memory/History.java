package io.tidings.log.memory;

import io.tidings.event.EventId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What is kept of one topic. It is only ever dropped from its oldest end, so an event is gone from it once the newest
/// dropped id has reached it.
final class History {
    private final Deque<EventId> ids = new ArrayDeque<>();
    private EventId dropped = EventId.ZERO;

    void add(EventId id) {
        ids.addLast(id);
    }

    EventId dropOldest() {
        dropped = ids.removeFirst();
        return dropped;
    }

    EventId dropped() {
        return dropped;
    }

    boolean hasDropped(EventId id) {
        return !id.isAfter(dropped);
    }

    int size() {
        return ids.size();
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    Optional<EventId> newest() {
        return Optional.ofNullable(ids.peekLast());
    }

    boolean reachesBackTo(EventId id) {
        return !ids.isEmpty() && !ids.getFirst().isAfter(id);
    }
}
