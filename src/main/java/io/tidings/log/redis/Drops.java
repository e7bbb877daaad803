package io.tidings.log.redis;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the log has lost, as this replica knows it: each page brings what has changed since. For many threads.
final class Drops {
    private final Map<Topic, EventId> byTopic = new HashMap<>();
    private Known known = new Known("", 0);
    private EventId horizon = EventId.ZERO;
    private EventId newest = EventId.ZERO;

    /// Of which log, and up to which change.
    record Known(String token, long change) {}

    synchronized Known known() {
        return known;
    }

    /// Takes what Redis answered to someone who knew so much. False if that is too little by now: ask again.
    synchronized boolean learn(Known asked, Known answered, EventId horizon, Response changes) {
        boolean isSameLog = answered.token().equals(known.token());
        boolean isWhole = !answered.token().equals(asked.token());
        if (!isSameLog && !isWhole) {
            return false;
        }
        if (!isSameLog) {
            byTopic.clear();
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
        byTopic.merge(topic, id, Drops::latest);
        newest = latest(newest, id);
    }

    private void raise(EventId id) {
        if (id.isAfter(horizon)) {
            horizon = id;
            byTopic.values().removeIf(lost -> !lost.isAfter(id));
        }
    }

    /// The newest event that is lost to who listens with the patterns, if that is after the given one.
    synchronized Optional<EventId> lostAfter(EventId id, Patterns patterns) {
        if (!newest.isAfter(id) && !horizon.isAfter(id)) {
            return Optional.empty();
        }
        var lost = byTopic.entrySet().stream()
                .filter(entry -> entry.getValue().isAfter(id) && patterns.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(horizon, Drops::latest);
        return Optional.of(lost).filter(newestLost -> newestLost.isAfter(id));
    }

    private static EventId latest(EventId one, EventId other) {
        return one.isAfter(other) ? one : other;
    }
}
