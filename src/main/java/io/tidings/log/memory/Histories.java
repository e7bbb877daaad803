package io.tidings.log.memory;

import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The histories of all topics, in order of their names. One of which nothing is left stays, for what it has dropped,
/// until it is forgotten. Guarded by the log, but for what says otherwise.
final class Histories {
    private final Footprint footprint;
    private final NavigableMap<String, History> byName = new ConcurrentSkipListMap<>();
    private final NavigableSet<Emptied> emptied = new TreeSet<>(Comparator.comparing(Emptied::dropped)
            .thenComparing(one -> one.history().topic()));
    private long bytes;

    private record Emptied(EventId dropped, History history) {
        static Emptied of(History history) {
            return new Emptied(history.dropped(), history);
        }
    }

    Histories(Footprint footprint) {
        this.footprint = footprint;
    }

    /// What they take of the heap, without the events.
    long bytes() {
        return bytes;
    }

    /// Any thread may walk through them while others change them: there can be very many.
    Collection<History> all() {
        return byName.values();
    }

    /// Those whose names begin with the prefix and come after a name. Any thread may walk through them.
    Stream<History> after(String name, String prefix) {
        var from = name.compareTo(prefix) >= 0 ? byName.tailMap(name, false) : byName.tailMap(prefix, true);
        return from.values().stream()
                .takeWhile(history -> history.topic().name().startsWith(prefix));
    }

    @Nullable
    History find(Topic topic) {
        return byName.get(topic.name());
    }

    /// That of a topic of a kept event is never forgotten.
    History of(Topic topic) {
        return Objects.requireNonNull(byName.get(topic.name()));
    }

    /// The history of a topic that is about to get an event.
    History toGrow(Topic topic) {
        var known = byName.get(topic.name());
        if (known != null) {
            if (known.isEmpty()) {
                emptied.remove(Emptied.of(known));
            }
            return known;
        }
        var history = new History(topic);
        byName.put(topic.name(), history);
        bytes += footprint.of(topic);
        return history;
    }

    /// Drops the oldest event of one.
    void dropOldest(History history, Visibility visibility) {
        history.dropOldest(visibility);
        if (history.isEmpty()) {
            emptied.add(Emptied.of(history));
        }
    }

    /// Forgets those of which nothing is left and that have dropped nothing at or after the id. It tells the newest
    /// id that a topic has dropped before it forgets the topic, so a reader sees one or the other.
    void forgetBefore(EventId begin, Consumer<EventId> lost) {
        while (!emptied.isEmpty() && begin.isAfter(emptied.getFirst().dropped())) {
            var forgotten = emptied.removeFirst();
            var topic = forgotten.history().topic();
            lost.accept(forgotten.dropped());
            byName.remove(topic.name());
            bytes -= footprint.of(topic);
        }
    }
}
