package io.tidings.event;

import io.tidings.event.InvalidEventException.Part;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An event that the log has not kept yet. The first topic is the canonical one, further ones are alternates. Retry is
/// in milliseconds, for the client that gets it.
public record Draft(
        List<Topic> topics,
        Optional<EventType> type,
        Utf8 data,
        OptionalLong retry,
        Visibility visibility,
        Optional<TraceParent> trace) {
    public Draft {
        topics = topics.stream().distinct().toList();
        if (topics.isEmpty()) {
            throw new InvalidEventException(Part.TOPIC, "There is no topic: name at least one.");
        }
    }

    /// A draft that is not traced.
    public Draft(List<Topic> topics, Optional<EventType> type, Utf8 data, OptionalLong retry, Visibility visibility) {
        this(topics, type, data, retry, visibility, Optional.empty());
    }

    /// A public draft.
    public Draft(List<Topic> topics, Optional<EventType> type, Utf8 data, OptionalLong retry) {
        this(topics, type, data, retry, Visibility.PUBLIC);
    }

    /// A public draft with a topic and data alone.
    public static Draft of(String topic, String data) {
        return new Draft(List.of(new Topic(topic)), Optional.empty(), Utf8.of(data), OptionalLong.empty());
    }

    /// The same, published in a span.
    public Draft publishedIn(Optional<TraceParent> span) {
        return new Draft(topics, type, data, retry, visibility, span);
    }

    /// The event that this became.
    public Event keptAs(EventId id) {
        return new Event(id, topics, type, data, retry, visibility, trace);
    }
}
