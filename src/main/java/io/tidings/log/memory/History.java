package io.tidings.log.memory;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
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

    private int publicEvents;
    private volatile EventId dropped = EventId.ZERO;
    private volatile @Nullable EventId newest;
    private volatile @Nullable EventId newestPublic;

    History(Topic topic) {
        this.topic = topic;
    }

    /// Any thread may call it.
    Topic topic() {
        return topic;
    }

    void add(EventId id, Visibility visibility) {
        ids.addLast(id);
        newest = id;
        if (visibility == Visibility.PUBLIC) {
            publicEvents++;
            newestPublic = id;
        }
        most = Math.max(most, ids.size());
    }

    EventId oldest() {
        return ids.getFirst();
    }

    /// Drops the oldest, which has this visibility.
    void dropOldest(Visibility visibility) {
        dropped = ids.removeFirst();
        if (ids.isEmpty()) {
            newest = null;
        }
        if (visibility == Visibility.PUBLIC && --publicEvents == 0) {
            newestPublic = null;
        }
        shrink();
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

    int publicEvents() {
        return publicEvents;
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /// Any thread may call it.
    Optional<EventId> newest() {
        return Optional.ofNullable(newest);
    }

    /// Any thread may call it.
    Optional<EventId> newestPublic() {
        return Optional.ofNullable(newestPublic);
    }

    boolean reachesBackTo(EventId id) {
        return !ids.isEmpty() && !ids.getFirst().isAfter(id);
    }
}
