package io.tidings.log.sqlite;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What the writer knows of the file without reading it. The writer alone changes it; readers look on. What readers
/// must not miss is set before the commit that makes it true: `assigned`, `dropped` and the horizon. What they may rely
/// on is set after it: the topics and their events, and then `committed`.
final class LogState {
    final ConcurrentNavigableMap<String, TopicState> topics = new ConcurrentSkipListMap<>();
    volatile long assigned;
    volatile long committed;
    volatile long horizon;
    /// Of the writer alone.
    long newestTopicRow;
    private volatile long newestDropped;

    private final AtomicLong events = new AtomicLong();

    Optional<TopicState> topic(Topic topic) {
        return Optional.ofNullable(topics.get(topic.name()));
    }

    /// The events of all topics. One with several topics counts once for each.
    long events() {
        return events.get();
    }

    void put(TopicState state) {
        var before = topics.put(state.topic().name(), state);
        events.addAndGet(state.events() - (before == null ? 0 : before.events()));
        newestDropped = Math.max(newestDropped, state.dropped());
    }

    /// Tells readers that a topic is about to lose its events up to the given one.
    void markDropped(Topic topic, long id) {
        topic(topic).ifPresent(known -> put(known.withDropped(id)));
    }

    /// True if the topic still keeps the event. A topic that is not known has dropped nothing.
    boolean keeps(Topic topic, long id) {
        return topic(topic).map(state -> id > state.dropped()).orElse(true);
    }

    boolean isAhead(EventId id) {
        return id.isAfter(PackedId.unpack(assigned));
    }

    /// The topics that are known and match.
    Stream<TopicState> matching(Patterns patterns) {
        return patterns.exactTopics().map(this::known).orElseGet(() -> {
            var wanted = patterns.matcher();
            return topics.values().stream().filter(state -> wanted.test(state.topic()));
        });
    }

    /// Known topics, among which are all that match: no others if the patterns are names.
    Stream<TopicState> among(Patterns patterns) {
        return patterns.exactTopics().map(this::known).orElseGet(() -> topics.values().stream());
    }

    private Stream<TopicState> known(List<Topic> names) {
        return names.stream().flatMap(name -> topic(name).stream());
    }

    /// The newest lost event that the patterns match, if it is after the given one. Call it after the rows were
    /// read.
    Optional<EventId> lostAfter(EventId id, Patterns patterns) {
        if (!isLaterThan(newestDropped, id) && !isLaterThan(horizon, id)) {
            return Optional.empty();
        }
        long lost = newestDropped(patterns);
        return isLaterThan(lost, id) ? Optional.of(PackedId.unpack(lost)) : Optional.empty();
    }

    /// Of the topics that match, or the horizon if that is newer. A topic that has dropped nothing newer than those
    /// before it is not compared with the patterns, which takes longer.
    private long newestDropped(Patterns patterns) {
        var wanted = patterns.matcher();
        long newest = horizon;
        for (var topic : (Iterable<TopicState>) among(patterns)::iterator) {
            if (topic.dropped() > newest && wanted.test(topic.topic())) {
                newest = topic.dropped();
            }
        }
        return newest;
    }

    private static boolean isLaterThan(long packed, EventId id) {
        return PackedId.unpack(packed).isAfter(id);
    }
}
