package io.tidings.delivery;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.sse.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Which of the events that were read a subscriber gets, and which id they carry if not their own. Any thread may use
/// it.
record PageScope(BiPredicate<List<Topic>, EventId> test, Optional<EventId> position) {
    /// All of them, with their own ids.
    static final PageScope ALL = new PageScope((_, _) -> true, Optional.empty());

    List<Event> of(List<Event> events) {
        return equals(ALL)
                ? events
                : events.stream()
                        .filter(event -> test.test(event.topics(), event.id()))
                        .toList();
    }

    boolean includes(Frame frame) {
        return equals(ALL) || test.test(frame.topics(), frame.id());
    }

    EventId id(Event event) {
        return position.orElse(event.id());
    }
}
