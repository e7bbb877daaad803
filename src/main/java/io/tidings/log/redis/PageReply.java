package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the calls for a page returned: the newest id, whether nothing follows, up to where it has looked, the selected
/// events, perhaps more than the page may hold, and the id up to which the latest of each topic count.
record PageReply(EventId newest, boolean ended, EventId looked, List<Event> events, EventId until) {
    /// True if more may follow, and a page could hold four times as much.
    boolean isSparse(PageLimit limit) {
        long bytes = events.stream().mapToLong(Event::size).sum();
        return !ended && 4L * events.size() < limit.events() && 4 * bytes < limit.bytes();
    }

    /// This and what a call after it returned.
    PageReply followedBy(PageReply next) {
        var all = Stream.concat(events.stream(), next.events.stream()).toList();
        return new PageReply(next.newest, next.ended, next.looked, all, next.until);
    }

    Page end() {
        return new Page(List.of(), new Cursor.After(newest), true, Optional.empty());
    }

    Page page(PageLimit limit) {
        var page = new PageBuilder(limit);
        for (var event : events) {
            if (!page.add(event)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        return ended ? page.toEnd(new Cursor.After(newest)) : page.upTo(new Cursor.After(looked));
    }

    Page latest(PageLimit limit) {
        var page = new PageBuilder(limit);
        for (var event : events) {
            if (!page.add(event)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
        }
        if (!ended) {
            return page.upTo(new Cursor.Latest(looked, Optional.of(until)));
        }
        var next = new Cursor.After(until);
        return until.equals(newest) ? page.toEnd(next) : page.upTo(next);
    }
}
