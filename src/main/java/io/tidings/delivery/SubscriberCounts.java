package io.tidings.delivery;

import io.tidings.event.ExactTopic;
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
    private final Map<TopicMatcher, Integer> counts = new HashMap<>();
    /// Those that match more than one topic; the others are found by their topic.
    private final TopicIndex<TopicMatcher> index = new TopicIndex<>();

    public synchronized void add(Patterns patterns) {
        for (var matcher : patterns.all()) {
            boolean isNew = counts.merge(matcher, 1, Integer::sum) == 1;
            if (isNew && matcher.exact().isEmpty()) {
                index.add(matcher, matcher);
            }
        }
    }

    public synchronized void remove(Patterns patterns) {
        for (var matcher : patterns.all()) {
            boolean isGone = counts.computeIfPresent(matcher, (_, count) -> count > 1 ? count - 1 : null) == null;
            if (isGone && matcher.exact().isEmpty()) {
                index.remove(matcher, matcher);
            }
        }
    }

    /// The subscribers of a topic. A subscriber counts once for each of its matchers that match.
    public synchronized long of(Topic topic) {
        var sum = new AtomicLong(count(new ExactTopic(topic)));
        index.forEachMatch(topic, matcher -> sum.addAndGet(count(matcher)));
        return sum.get();
    }

    private int count(TopicMatcher matcher) {
        return counts.getOrDefault(matcher, 0);
    }
}
