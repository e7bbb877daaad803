package io.tidings.log.memory;

import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The events in memory, and the ids of what was dropped. Callers hold the lock of this object, except where a method
/// says otherwise.
final class EventStore {
    private final InstantSource clock;
    private final Footprint footprint;
    private final Telemetry telemetry;
    private final NavigableMap<EventId, Event> events = new TreeMap<>();
    private final Histories histories;
    private EventId newest;
    private volatile EventId horizon;

    /// Of any topic.
    private volatile EventId newestLost;

    /// What the events take, without their topics.
    private long bytes;

    EventStore(InstantSource clock, Footprint footprint, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.clock = clock;
        this.footprint = footprint;
        this.histories = new Histories(footprint);
        this.newest = new EventId(clock.millis(), 0);
        this.horizon = newest;
        this.newestLost = newest;
    }

    Histories histories() {
        return histories;
    }

    /// The greatest id that was given.
    EventId newest() {
        return newest;
    }

    /// The id of the first event that arrives now.
    EventId next() {
        return newest.next(clock.millis());
    }

    /// The next events after an id, oldest first. Not a stream, which would count all that follow.
    List<Event> after(EventId id, int most) {
        var next = new ArrayList<Event>(most);
        for (var event : events.tailMap(id, false).values()) {
            if (next.size() == most) {
                break;
            }
            next.add(event);
        }
        return next;
    }

    @Nullable
    Event find(EventId id) {
        return events.get(id);
    }

    /// Keeps an event with the next id. It shares its topics with all others.
    Event keep(Event arrived) {
        var all = arrived.topics().stream().map(histories::toGrow).toList();
        var event = new Event(
                arrived.id(),
                all.stream().map(History::topic).toList(),
                arrived.type(),
                arrived.data(),
                arrived.retry(),
                arrived.visibility(),
                arrived.trace());
        events.put(event.id(), event);
        all.forEach(history -> history.add(event.id(), event.visibility()));
        bytes += footprint.of(event);
        newest = event.id();
        return event;
    }

    /// Drops the oldest event from all of its topics.
    void dropOldest() {
        var oldest = events.firstEntry().getValue();
        oldest.topics().stream()
                .map(histories::of)
                .filter(history -> !history.hasDropped(oldest.id()))
                .toList()
                .forEach(this::dropOldest);
        raiseHorizon();
    }

    /// Drops the oldest event of one topic.
    void dropOldest(History history) {
        var event = Objects.requireNonNull(events.get(history.oldest()));
        histories.dropOldest(history, event.visibility());
        telemetry.dropped(1);
        newestLost = EventId.max(newestLost, event.id());
        boolean gone = event.topics().stream().map(histories::of).allMatch(other -> other.hasDropped(event.id()));
        if (gone) {
            events.remove(event.id());
            bytes -= footprint.of(event);
        }
    }

    /// A topic of which nothing is left is forgotten once the log as a whole begins after what it dropped.
    void raiseHorizon() {
        var begin = events.isEmpty() ? next() : events.firstKey();
        histories.forgetBefore(begin, lost -> horizon = EventId.max(horizon, lost));
    }

    /// The id up to which the log does not know what was lost. Any thread may ask.
    EventId horizon() {
        return horizon;
    }

    /// The newest event that any topic has dropped. Any thread may ask.
    EventId newestLost() {
        return newestLost;
    }

    /// Whether the filter includes an event by a topic that still keeps it.
    boolean includes(EventFilter filter, Event event) {
        return filter.includes(event.topics(), event.visibility(), topic -> keeps(topic, event.id()));
    }

    /// A topic that is forgotten keeps nothing.
    private boolean keeps(Topic topic, EventId id) {
        var history = histories.find(topic);
        return history != null && !history.hasDropped(id);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    Optional<EventId> oldest() {
        return Optional.ofNullable(events.firstEntry()).map(Map.Entry::getKey);
    }

    /// What it takes of the heap, in bytes.
    long bytes() {
        return bytes + histories.bytes();
    }
}
