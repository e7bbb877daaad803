package io.tidings.event;

import java.util.List;
import java.util.function.Predicate;

/// Tests events by their topics, for a [Selection]. Any thread may use it.
public final class EventFilter {
    private final Predicate<Topic> wanted;
    private final Predicate<Topic> readable;

    EventFilter(Predicate<Topic> wanted, Predicate<Topic> readable) {
        this.wanted = wanted;
        this.readable = readable;
    }

    /// Whether the selection includes an event with these topics.
    public boolean includes(List<Topic> topics) {
        return isAny(wanted, topics) && isReadable(topics);
    }

    /// Whether the selection includes an event that is kept for some of its topics only.
    public boolean includes(List<Topic> topics, Predicate<Topic> isKeptFor) {
        for (int i = 0; i < topics.size(); i++) {
            var topic = topics.get(i);
            if (wanted.test(topic) && isKeptFor.test(topic)) {
                return isReadable(topics);
            }
        }
        return false;
    }

    /// Whether the selection includes an event with these topics, of which one is known to be wanted.
    public boolean isReadable(List<Topic> topics) {
        return isAny(readable, topics);
    }

    /// Whether the topic is wanted and may be read.
    public boolean includes(Topic topic) {
        return wanted.test(topic) && readable.test(topic);
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
