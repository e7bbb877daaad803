package io.tidings.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Values by topic matchers. Finding the values for a topic takes the same time however many names and wildcards there
/// are; any other matcher is asked if the topic's name begins with its literal prefix. One thread may change it while
/// no other uses it.
public final class TopicIndex<V> {
    private final Map<Topic, List<V>> byTopic = new HashMap<>();
    private final WildcardTree<V> byWildcard = new WildcardTree<>();
    private final List<Entry<V>> others = new ArrayList<>(0);

    private record Entry<V>(TopicMatcher matcher, String literalPrefix, V value) {
        boolean matches(Topic topic) {
            return topic.name().startsWith(literalPrefix) && matcher.matches(topic);
        }
    }

    public void add(TopicMatcher matcher, V value) {
        switch (matcher) {
            case ExactTopic(var topic) ->
                byTopic.computeIfAbsent(topic, _ -> new ArrayList<>(1)).add(value);
            case Wildcard wildcard -> byWildcard.add(wildcard, value);
            default -> others.add(new Entry<>(matcher, matcher.literalPrefix(), value));
        }
    }

    public void remove(TopicMatcher matcher, V value) {
        switch (matcher) {
            case ExactTopic(var topic) ->
                byTopic.computeIfPresent(topic, (_, values) -> {
                    values.remove(value);
                    return values.isEmpty() ? null : values;
                });
            case Wildcard wildcard -> byWildcard.remove(wildcard, value);
            default -> others.remove(new Entry<>(matcher, matcher.literalPrefix(), value));
        }
    }

    /// Visits the values whose matchers match; a value with several such matchers, several times.
    public void forEachMatch(Topic topic, Consumer<V> action) {
        anyMatch(topic, value -> {
            action.accept(value);
            return false;
        });
    }

    /// Whether any matcher matches.
    public boolean matches(Topic topic) {
        return anyMatch(topic, _ -> true);
    }

    private boolean anyMatch(Topic topic, Predicate<V> action) {
        for (var value : byTopic.getOrDefault(topic, List.of())) {
            if (action.test(value)) {
                return true;
            }
        }
        if (byWildcard.anyMatch(topic, action)) {
            return true;
        }
        for (var entry : others) {
            if (entry.matches(topic) && action.test(entry.value())) {
                return true;
            }
        }
        return false;
    }
}
