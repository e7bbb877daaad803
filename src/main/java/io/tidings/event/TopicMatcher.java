package io.tidings.event;

import java.util.Optional;

/// Selects topics. Matchers are values: two that are written the same way are equal.
public interface TopicMatcher {
    /// Tests a single topic. To test many topics, or many matchers, use a [TopicIndex].
    boolean matches(Topic topic);

    /// The topic, if this matches one topic by its name.
    default Optional<Topic> exact() {
        return Optional.empty();
    }

    /// What the name of each matching topic begins with.
    String literalPrefix();

    /// An estimate of the memory that this matcher takes, with its entries in indexes, in bytes.
    int size();
}
