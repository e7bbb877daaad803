package io.tidings.auth;

import io.tidings.event.Containment;
import io.tidings.event.ExactTopic;
import io.tidings.event.Patterns;
import io.tidings.event.PresenceTopic;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import io.tidings.event.TopicPattern;
import io.tidings.event.Wildcard;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a caller may do: the topics that it may publish to, those that it may subscribe to, and whether it
/// may see and end the streams of others.
public record Grants(Patterns publish, Patterns subscribe, boolean operate) {
    private static final Patterns NO_TOPICS = new Patterns(List.of());

    /// So many topics are worth an index of the patterns.
    private static final int MANY = 8;

    /// Nothing.
    public static final Grants NONE = new Grants(NO_TOPICS, NO_TOPICS, false);

    /// Publish to all topics but those of the hub.
    public static final Grants PUBLISH_ALL = new Grants(Patterns.ALL, NO_TOPICS, false);

    /// Subscribe to all topics but those of the hub.
    public static final Grants SUBSCRIBE_ALL = new Grants(NO_TOPICS, Patterns.ALL, false);

    /// What either of them grants.
    public Grants plus(Grants other) {
        if (other.equals(NONE)) {
            return this;
        }
        return equals(NONE)
                ? other
                : new Grants(
                        union(publish, other.publish), union(subscribe, other.subscribe), operate || other.operate);
    }

    private static Patterns union(Patterns one, Patterns other) {
        return new Patterns(
                Stream.concat(one.all().stream(), other.all().stream()).toList());
    }

    /// Those topics that may not be published to.
    public List<Topic> unpublishable(Collection<Topic> topics) {
        Predicate<Topic> granted = topics.size() < MANY ? publish::matches : publish.matcher();
        return topics.stream().filter(topic -> !granted.test(topic)).toList();
    }

    /// Those of the wanted patterns that do not lie within a single one that may be subscribed to.
    public List<TopicMatcher> unreadable(Patterns wanted) {
        return wanted.all().stream().filter(matcher -> !isReadable(matcher)).toList();
    }

    /// Who may hear a topic may hear who joins it. Below the topics of the hub no wildcard is read.
    private boolean isReadable(TopicMatcher wanted) {
        return switch (wanted) {
            case ExactTopic(var topic)
            when PresenceTopic.is(topic) ->
                PresenceTopic.toldOf(topic).filter(subscribe::matches).isPresent();
            case ExactTopic(var topic) when topic.equals(PresenceTopic.PRESENT) -> false;
            case Wildcard wildcard when isOfTheHub(wildcard) -> false;
            case TopicPattern inner ->
                subscribe.all().stream()
                        .anyMatch(
                                granted -> granted instanceof TopicPattern outer && Containment.isWithin(inner, outer));
            default -> false;
        };
    }

    private static boolean isOfTheHub(Wildcard wildcard) {
        return wildcard.segments().getFirst().equals(Topic.OF_THE_HUB);
    }

    /// The topics that may be subscribed to, as a list of topics shows them.
    public Patterns listed() {
        return new Patterns(subscribe.all().stream()
                .filter(granted -> !(granted instanceof Wildcard wildcard && isOfTheHub(wildcard)))
                .toList());
    }

    /// How many patterns it has.
    public int size() {
        return publish.all().size() + subscribe.all().size();
    }
}
