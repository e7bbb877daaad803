package io.tidings.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A set of matchers, such as the topics of a subscription. A topic is selected if any of them matches it.
public record Patterns(List<TopicMatcher> all) implements Comparable<Patterns> {
    /// Every topic but those of the hub.
    public static final Patterns ALL = new Patterns(List.of(TopicPattern.ALL));

    public Patterns {
        all = all.stream().distinct().toList();
    }

    public static Patterns of(String... texts) {
        return new Patterns(
                List.of(texts).stream().<TopicMatcher>map(TopicPattern::parse).toList());
    }

    /// A test for many topics, whose cost does not grow with the number of names and wildcards. Any thread may use it.
    public Predicate<Topic> matcher() {
        if (all.isEmpty()) {
            return _ -> false;
        }
        if (equals(ALL)) {
            return topic -> !topic.isOfTheHub();
        }
        var index = new TopicIndex<TopicMatcher>();
        all.forEach(matcher -> index.add(matcher, matcher));
        return index::matches;
    }

    /// Tests a single topic.
    public boolean matches(Topic topic) {
        return all.stream().anyMatch(matcher -> matcher.matches(topic));
    }

    /// By the matchers as they are written, one after the other.
    @Override
    public int compareTo(Patterns other) {
        for (int i = 0; i < Math.min(all.size(), other.all.size()); i++) {
            int order = all.get(i).toString().compareTo(other.all.get(i).toString());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(all.size(), other.all.size());
    }

    /// The selected topics, if each matcher names one.
    public Optional<List<Topic>> exactTopics() {
        var topics = all.stream().flatMap(matcher -> matcher.exact().stream()).toList();
        return topics.size() == all.size() ? Optional.of(topics) : Optional.empty();
    }
}
