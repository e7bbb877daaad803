package io.tidings.log;

import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.util.List;
import java.util.stream.IntStream;

/// The ids of one batch: they share their milliseconds, and their sequences follow one another.
public record IdRange(EventId first, int count) {
    public EventId id(int index) {
        return new EventId(first.millis(), first.sequence() + index);
    }

    public EventId last() {
        return id(count - 1);
    }

    public List<EventId> ids() {
        return IntStream.range(0, count).mapToObj(this::id).toList();
    }

    /// The events that as many drafts become with these ids.
    public List<Event> events(List<Draft> drafts) {
        return IntStream.range(0, count)
                .mapToObj(index -> drafts.get(index).keptAs(id(index)))
                .toList();
    }
}
