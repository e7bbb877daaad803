package io.tidings.event;

import java.util.List;
import java.util.Optional;

/// What a subscription listens to: the topics that one or more patterns select.
public record Patterns(List<TopicPattern> all) {
    /// Every topic.
    public static final Patterns ALL = new Patterns(List.of(TopicPattern.ALL));

    public Patterns {
        all = all.stream().distinct().toList();
    }

    public static Patterns of(String... texts) {
        return new Patterns(List.of(texts).stream().map(TopicPattern::parse).toList());
    }

    public boolean matches(Topic topic) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).matches(topic)) {
                return true;
            }
        }
        return false;
    }

    public boolean matchesAny(List<Topic> topics) {
        for (int i = 0; i < topics.size(); i++) {
            if (matches(topics.get(i))) {
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
