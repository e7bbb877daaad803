package io.tidings.delivery;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicIndex;
import io.tidings.event.TopicMatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The number of subscribers of this node by the matchers they subscribed with. Any thread may call it: one
/// lock guards it, for about a microsecond.
public final class SubscriberCounts {
    /// By matchers as they are written. Clients choose them, and can choose many with one hash: a map still finds texts
    /// by their order then.
    private final Map<String, Integer> counts = new HashMap<>();

    /// Those that match more than one topic; the others are found by their topic.
    private final TopicIndex<TopicMatcher> index = new TopicIndex<>();

    public synchronized void add(Patterns patterns) {
        for (var matcher : patterns.all()) {
            boolean isNew = counts.merge(matcher.toString(), 1, Integer::sum) == 1;
            if (isNew && matcher.exact().isEmpty()) {
                index.add(matcher, matcher);
            }
        }
    }

    public synchronized void remove(Patterns patterns) {
        for (var matcher : patterns.all()) {
            boolean isGone =
                    counts.computeIfPresent(matcher.toString(), (_, count) -> count > 1 ? count - 1 : null) == null;
            if (isGone && matcher.exact().isEmpty()) {
                index.remove(matcher, matcher);
            }
        }
    }

    /// The subscribers of a topic. A subscriber counts once for each of its matchers that match.
    public synchronized long of(Topic topic) {
        var sum = new AtomicLong(count(topic.name()));
        index.forEachMatch(topic, matcher -> sum.addAndGet(count(matcher.toString())));
        return sum.get();
    }

    private int count(String matcher) {
        return counts.getOrDefault(matcher, 0);
    }
}
