package io.tidings.demo.feed;

import io.tidings.event.Draft;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A story that goes on in small steps. It is told by one thread, and the same seed tells the same story.
interface Feed {
    /// The time between two steps.
    Duration pace();

    /// What there is to see when the story begins, so that nobody opens an empty page.
    List<Draft> opening(Instant now);

    /// What happens next.
    List<Draft> next(Instant now);

    /// An event with a type. The data is text, and JSON where a program should read it.
    static Draft event(String topic, String type, String data) {
        return new Draft(
                List.of(new Topic(topic)), Optional.of(new EventType(type)), Utf8.of(data), OptionalLong.empty());
    }
}
