package io.tidings.log.memory;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is kept of one topic. It is only ever dropped from its oldest end, so an event is gone from it once the newest
/// dropped id has reached it. Guarded by the lock of the store, but for what says otherwise.
final class History {
    private static final int SMALL = 4;

    private final Topic topic;
    private Deque<EventId> ids = new ArrayDeque<>(1);

    /// The most that the deque has held.
    private int most;

    private volatile EventId dropped = EventId.ZERO;
    private volatile @Nullable EventId newest;

    History(Topic topic) {
        this.topic = topic;
    }

    /// Any thread may call it.
    Topic topic() {
        return topic;
    }

    void add(EventId id) {
        ids.addLast(id);
        newest = id;
        most = Math.max(most, ids.size());
    }

    EventId dropOldest() {
        var oldest = ids.removeFirst();
        if (ids.isEmpty()) {
            newest = null;
        }
        dropped = oldest;
        shrink();
        return oldest;
    }

    /// A deque never gives back what it has taken.
    private void shrink() {
        if (most > SMALL && ids.size() < most / 2) {
            ids = new ArrayDeque<>(ids);
            most = ids.size();
        }
    }

    /// Any thread may call it.
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

    /// Any thread may call it.
    Optional<EventId> newest() {
        return Optional.ofNullable(newest);
    }

    boolean reachesBackTo(EventId id) {
        return !ids.isEmpty() && !ids.getFirst().isAfter(id);
    }
}
