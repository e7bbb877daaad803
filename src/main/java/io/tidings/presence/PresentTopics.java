package io.tidings.presence;

import io.tidings.event.Patterns;
import io.tidings.event.PresenceTopic;
import io.tidings.event.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/// The topics on which the hub knows who is present. Any thread may call it.
@Singleton
final class PresentTopics {
    private final boolean areNone;
    private final Predicate<Topic> configured;

    @Inject
    PresentTopics(PresenceConfig config) {
        this(Patterns.of(
                config.topics().orElse(List.of()).stream().map(String::strip).toArray(String[]::new)));
    }

    PresentTopics(Patterns patterns) {
        this.areNone = patterns.all().isEmpty();
        this.configured = patterns.matcher();
    }

    /// True if presence is off.
    boolean areNone() {
        return areNone;
    }

    /// Whether the topic is one of them. None of the hub's is, nor one with a name so long that there is none
    /// to tell of it.
    boolean include(Topic topic) {
        return configured.test(topic)
                && !topic.isOfTheHub()
                && PresenceTopic.of(topic).isPresent();
    }
}
