package io.tidings.delivery;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many subscribers of this node listen with which pattern. Any thread may call it.
public final class Interest {
    private final Map<TopicPattern, Integer> exact = new ConcurrentHashMap<>();
    private final Map<TopicPattern, Integer> forms = new ConcurrentHashMap<>();

    void add(Patterns patterns) {
        patterns.all().forEach(pattern -> in(pattern).merge(pattern, 1, Integer::sum));
    }

    void remove(Patterns patterns) {
        patterns.all()
                .forEach(pattern -> in(pattern).computeIfPresent(pattern, (_, count) -> count > 1 ? count - 1 : null));
    }

    private Map<TopicPattern, Integer> in(TopicPattern pattern) {
        return switch (pattern) {
            case TopicPattern.Exactly _ -> exact;
            case TopicPattern.Form _ -> forms;
        };
    }

    /// Who hears a topic; a subscriber of which several patterns match it counts as many times.
    public long in(Topic topic) {
        long byForm = forms.entrySet().stream()
                .filter(entry -> entry.getKey().matches(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return exact.getOrDefault(new TopicPattern.Exactly(topic), 0) + byForm;
    }
}
