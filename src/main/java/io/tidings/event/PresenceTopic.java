package io.tidings.event;

import java.util.Optional;

/// The topics on which the hub tells who joins and leaves others: `tidings/presence/chat/1` tells of
/// `chat/1`.
public final class PresenceTopic {
    /// What their names begin with.
    public static final String PREFIX = Topic.OF_THE_HUB + "/presence/";

    /// Where a hub that has its log for itself keeps who is present. Nobody reads it.
    public static final Topic PRESENT = new Topic(Topic.OF_THE_HUB + "/present");

    private PresenceTopic() {}

    /// The one that tells of a topic; none if its name would be too long.
    public static Optional<Topic> of(Topic topic) {
        try {
            return Optional.of(new Topic(PREFIX + topic.name()));
        } catch (InvalidEventException _) {
            return Optional.empty();
        }
    }

    /// Whether it is one of them, or is named like one.
    public static boolean is(Topic topic) {
        return topic.name().startsWith(PREFIX);
    }

    /// The topic that it tells of, if it is one of them.
    public static Optional<Topic> toldOf(Topic topic) {
        try {
            return is(topic) ? Optional.of(new Topic(topic.name().substring(PREFIX.length()))) : Optional.empty();
        } catch (InvalidEventException _) {
            return Optional.empty();
        }
    }
}
