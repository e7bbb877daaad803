package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.WeakHashMap;

/// What the log has lost, as this replica knows it: each page brings what has changed since. For many threads.
final class KnownLosses {
    /// What each topic lost last, in the order in which this replica heard of it.
    private final SequencedMap<Topic, Loss> byTopic = new LinkedHashMap<>();

    /// What was found for patterns that are still in use, so that a replay of many pages looks at each loss once.
    private final Map<Patterns, Loss> found = new WeakHashMap<>();

    private Known known = new Known("", 0);
    private EventId horizon = EventId.ZERO;
    private EventId newest = EventId.ZERO;
    private long heard;

    /// The newest event that is lost, and how many losses were heard of by then.
    private record Loss(EventId id, long heard) {
        static final Loss NONE = new Loss(EventId.ZERO, 0);
    }

    /// Of which log, and up to which change.
    record Known(String token, long change) {}

    synchronized Known known() {
        return known;
    }

    /// Takes the answer to a call that told what it knew. False if this object knows more by now, and the answer
    /// leaves a hole: ask again.
    synchronized boolean learn(Known asked, Known answered, EventId horizon, Response changes) {
        boolean isSameLog = answered.token().equals(known.token());
        boolean isWhole = !answered.token().equals(asked.token());
        if (!isSameLog && !isWhole) {
            return false;
        }
        if (!isSameLog) {
            byTopic.clear();
            found.clear();
            newest = EventId.ZERO;
            this.horizon = EventId.ZERO;
        }
        if (!isSameLog || answered.change() > known.change()) {
            known = answered;
        }
        for (int i = 0; i < changes.size(); i += 2) {
            lose(new Topic(changes.get(i).toString()), Ids.of(changes.get(i + 1)));
        }
        raise(horizon);
        return true;
    }

    private void lose(Topic topic, EventId id) {
        if (id.isAfter(byTopic.getOrDefault(topic, Loss.NONE).id())) {
            byTopic.putLast(topic, new Loss(id, ++heard));
            newest = EventId.max(newest, id);
        }
    }

    private void raise(EventId id) {
        if (id.isAfter(horizon)) {
            horizon = id;
            byTopic.values().removeIf(lost -> !lost.id().isAfter(id));
        }
    }

    /// The newest lost event that the patterns match, if it is after the given one.
    synchronized Optional<EventId> lostAfter(EventId id, Patterns patterns) {
        if (!newest.isAfter(id) && !horizon.isAfter(id)) {
            return Optional.empty();
        }
        return Optional.of(EventId.max(horizon, newestLost(patterns))).filter(lost -> lost.isAfter(id));
    }

    private EventId newestLost(Patterns patterns) {
        var before = found.getOrDefault(patterns, Loss.NONE);
        var wanted = patterns.matcher();
        var lost = before.id();
        for (var entry : byTopic.sequencedEntrySet().reversed()) {
            if (entry.getValue().heard() <= before.heard()) {
                break;
            }
            if (wanted.test(entry.getKey())) {
                lost = EventId.max(lost, entry.getValue().id());
            }
        }
        found.put(patterns, new Loss(lost, heard));
        return lost;
    }
}
