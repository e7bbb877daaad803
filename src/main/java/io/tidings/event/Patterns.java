package io.tidings.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a subscription listens to: the topics that one or more patterns select.
public record Patterns(List<TopicPattern> all) {
    /// Every topic.
    public static final Patterns ALL = new Patterns(List.of(TopicPattern.ALL));

    /// Up to here it is faster to try one after the other.
    private static final int FEW = 4;

    public Patterns {
        all = all.stream().distinct().toList();
    }

    public static Patterns of(String... texts) {
        return new Patterns(List.of(texts).stream().map(TopicPattern::parse).toList());
    }

    /// Says whether a topic is selected. For one thread, and many topics: the time that each takes does not grow with
    /// the number of patterns.
    public Predicate<Topic> matcher() {
        return all.size() > FEW ? new PatternIndex(all) : this::matches;
    }

    public boolean matches(Topic topic) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /// The topics that are selected, if each pattern names one; otherwise only an event's topics can tell.
    public Optional<List<Topic>> exactTopics() {
        boolean exact = all.stream().allMatch(TopicPattern.Exactly.class::isInstance);
        return exact
                ? Optional.of(all.stream()
                        .map(pattern -> ((TopicPattern.Exactly) pattern).topic())
                        .toList())
                : Optional.empty();
    }
}
