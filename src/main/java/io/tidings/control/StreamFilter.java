package io.tidings.control;

import io.tidings.delivery.Subscriber;
import io.tidings.event.ExactTopic;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import java.util.function.Predicate;

/// Decides which streams a [StreamQuery] selects, whatever their lag is. It has read the topic of the query once for
/// all streams.
final class StreamFilter {
    private final StreamQuery query;
    private final Predicate<Patterns> hears;

    StreamFilter(StreamQuery query) {
        this.query = query;
        this.hears = query.topic() == null ? _ -> true : hears(query.topic());
    }

    private static Predicate<Patterns> hears(String topic) {
        return TopicPattern.parse(topic) instanceof ExactTopic(Topic exact)
                ? wanted -> wanted.matches(exact)
                : wanted -> wanted.all().stream()
                        .anyMatch(matcher -> matcher.toString().equals(topic));
    }

    /// Call on the event loop of the stream.
    boolean includes(OpenStream stream, Subscriber subscriber) {
        return query.isOf(stream)
                && hears.test(subscriber.selection().wanted())
                && (query.state() == null || query.state().equals(StreamQuery.name(subscriber.state())));
    }
}
