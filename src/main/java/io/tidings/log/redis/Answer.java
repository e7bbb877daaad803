package io.tidings.log.redis;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;

/// What one call for a page returned: the newest id, whether nothing follows, up to where it has looked, the events,
/// one more than the page may hold if there are that many, which of them may be read, and the id up to which the latest
/// of each topic count.
record Answer(
        EventId newest,
        boolean ended,
        EventId looked,
        List<Entries.Numbered> events,
        EventFilter filter,
        Response until) {
    Page end() {
        return new Page(List.of(), new Cursor.After(newest), true, Optional.empty());
    }

    Page page(PageLimit limit) {
        var page = new PageBuilder(limit);
        for (var numbered : events) {
            if (!add(numbered.event(), page)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        return ended ? page.toEnd(new Cursor.After(newest)) : page.upTo(new Cursor.After(looked));
    }

    /// False if the page is full. An event that may not be read is passed over.
    private boolean add(Event event, PageBuilder page) {
        return !filter.isReadable(event.topics()) || page.add(event);
    }

    Page latest(PageLimit limit) {
        var bound = Ids.of(until);
        var page = new PageBuilder(limit);
        for (var numbered : events) {
            if (!add(numbered.event(), page)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(bound)));
            }
        }
        if (!ended) {
            return page.upTo(new Cursor.Latest(looked, Optional.of(bound)));
        }
        var next = new Cursor.After(bound);
        return bound.equals(newest) ? page.toEnd(next) : page.upTo(next);
    }
}
