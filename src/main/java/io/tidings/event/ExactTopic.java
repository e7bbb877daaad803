package io.tidings.event;

import java.util.List;
import java.util.Optional;

/// A pattern without wildcards, which matches the topic of that name.
public record ExactTopic(Topic topic) implements TopicPattern {
    @Override
    public boolean matches(Topic other) {
        return topic.equals(other);
    }

    @Override
    public List<String> segments() {
        return List.of(topic.name().split("/", -1));
    }

    @Override
    public Optional<Topic> exact() {
        return Optional.of(topic);
    }

    @Override
    public String literalPrefix() {
        return topic.name();
    }

    @Override
    public int size() {
        return 512 + 2 * topic.name().length();
    }

    @Override
    public String toString() {
        return topic.name();
    }
}
