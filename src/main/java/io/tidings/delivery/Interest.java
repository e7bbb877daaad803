package io.tidings.delivery;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many subscribers of this node listen with which pattern. Any thread may call it.
public final class Interest {
    private final Map<TopicPattern, Integer> subscribers = new ConcurrentHashMap<>();

    void add(Patterns patterns) {
        patterns.all().forEach(pattern -> subscribers.merge(pattern, 1, Integer::sum));
    }

    void remove(Patterns patterns) {
        patterns.all()
                .forEach(pattern -> subscribers.computeIfPresent(pattern, (_, count) -> count > 1 ? count - 1 : null));
    }

    /// Who hears a topic; a subscriber of which several patterns match it counts as many times.
    public long in(Topic topic) {
        return subscribers.entrySet().stream()
                .filter(entry -> entry.getKey().matches(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
