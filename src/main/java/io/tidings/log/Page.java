package io.tidings.log;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.util.List;
import java.util.Optional;

/// A stretch of the log: events oldest first, and the cursor after it, which lies beyond what did not match. At the
/// end of the log there was nothing more when it was read.
public record Page(List<Event> events, Cursor next, boolean reachesEnd, Optional<Gap> gap) {
    public Page {
        events = List.copyOf(events);
    }

    /// Where its reader goes on: its first event, or the cursor after it if it has none.
    public EventId resumes() {
        if (!events.isEmpty()) {
            return events.getFirst().id();
        }
        return next instanceof Cursor.After(var id) ? id : EventId.ZERO;
    }

    /// The same page, after a gap.
    public Page withGap(Gap lost) {
        return new Page(events, next, reachesEnd, Optional.of(lost));
    }
}
