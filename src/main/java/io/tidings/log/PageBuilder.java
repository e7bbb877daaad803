package io.tidings.log;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills a page up to its limit, for engines.
public final class PageBuilder {
    private final PageLimit limit;
    private final List<Event> events = new ArrayList<>();
    private long bytes;

    public PageBuilder(PageLimit limit) {
        this.limit = limit;
    }

    /// Adds an event if there is room; there is for the first one, whatever its size.
    public boolean add(Event event) {
        long size = bytes + event.size();
        if (events.size() == limit.events() || (!events.isEmpty() && size > limit.bytes())) {
            return false;
        }
        bytes = size;
        return events.add(event);
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /// The id of the last event; there must be one.
    public EventId lastId() {
        return events.getLast().id();
    }

    /// A page after which more may follow.
    public Page upTo(Cursor next) {
        return new Page(events, next, false, Optional.empty());
    }

    /// A page after which nothing followed.
    public Page toEnd(Cursor next) {
        return new Page(events, next, true, Optional.empty());
    }
}
