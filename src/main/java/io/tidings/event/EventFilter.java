package io.tidings.event;

import java.util.List;
import java.util.function.Predicate;

/// Tests events by their topics and visibility, for a [Selection]. Any thread may use it.
public final class EventFilter {
    private final Predicate<Topic> wanted;
    private final Predicate<Topic> readable;

    EventFilter(Predicate<Topic> wanted, Predicate<Topic> readable) {
        this.wanted = wanted;
        this.readable = readable;
    }

    /// Whether the selection includes an event.
    public boolean includes(List<Topic> topics, Visibility visibility) {
        return isAny(wanted, topics) && isReadable(topics, visibility);
    }

    /// Whether the selection includes an event that is kept for some of its topics only.
    public boolean includes(List<Topic> topics, Visibility visibility, Predicate<Topic> isKeptFor) {
        for (int i = 0; i < topics.size(); i++) {
            var topic = topics.get(i);
            if (wanted.test(topic) && isKeptFor.test(topic)) {
                return isReadable(topics, visibility);
            }
        }
        return false;
    }

    /// Whether the selection includes an event of which one topic is known to be wanted.
    public boolean isReadable(List<Topic> topics, Visibility visibility) {
        return visibility == Visibility.PUBLIC || isAny(readable, topics);
    }

    /// Whether a topic is among the wanted ones.
    public boolean isWanted(Topic topic) {
        return wanted.test(topic);
    }

    /// Whether private events of a topic may be read by it.
    public boolean isPrivateReadable(Topic topic) {
        return readable.test(topic);
    }

    /// Not a stream, since this runs for each event.
    private static boolean isAny(Predicate<Topic> test, List<Topic> topics) {
        for (int i = 0; i < topics.size(); i++) {
            if (test.test(topics.get(i))) {
                return true;
            }
        }
        return false;
    }
}
