package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.EventFilter;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Extent;
import io.tidings.log.Gap;
import io.tidings.log.Lowest;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads pages over a connection of its own. For one thread at a time.
final class Reader implements AutoCloseable {
    /// The bytes of the pages in use, and the oldest event.
    private static final String EXTENT = "select (page_count - freelist_count) * page_size,"
            + " (select ifnull(min(id), 0) from event) from pragma_page_count, pragma_freelist_count, pragma_page_size";

    /// A page of the latest events compares no more topics than this with the patterns.
    private static final int MAX_TOPICS_COMPARED = 2_000;

    private final Connection connection;
    private final LogState state;
    private final Rows rows = new Rows();
    private final Postings postings;
    private final EventQueries queries;

    static Reader open(Database database, LogState state) throws SQLException {
        var connection = database.openReader();
        try {
            return new Reader(connection, state);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Reader(Connection connection, LogState state) throws SQLException {
        this.connection = connection;
        this.state = state;
        postings = new Postings(connection);
        queries = new EventQueries(connection);
    }

    Page read(Cursor from, Selection selection, PageLimit limit) throws SQLException {
        return switch (from) {
            case Cursor.Now _ -> end();
            case Cursor.Beginning _ -> readAfter(0, selection, limit);
            case Cursor.Since(var instant) -> readMindingGap(committedBefore(instant), selection, limit);
            case Cursor.After(var id) when state.isAhead(id) -> ahead(id);
            case Cursor.After(var id) -> readMindingGap(id, selection, limit);
            case Cursor.Latest(var after, var until) -> readLatest(PackedId.of(after), until, selection, limit);
        };
    }

    /// As it was committed last. The file may be larger by what lies in the write-ahead log.
    Extent extent() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(EXTENT)) {
            row.next();
            var oldest = Optional.of(row.getLong(2)).filter(id -> id > 0).map(PackedId::unpack);
            return new Extent(state.events(), row.getLong(1), oldest);
        }
    }

    private EventId committedBefore(Instant instant) {
        return EventId.min(EventId.before(instant), PackedId.unpack(state.committed));
    }

    private Page end() {
        return new Page(List.of(), after(state.committed), true, Optional.empty());
    }

    private Page ahead(EventId id) {
        var newest = PackedId.unpack(state.committed);
        return end().withGap(new Gap(id, newest, newest));
    }

    private Page readMindingGap(EventId id, Selection selection, PageLimit limit) throws SQLException {
        var page = readAfter(PackedId.of(id), selection, limit);
        return state.lostAfter(id, selection.wanted())
                .map(lost -> page.withGap(new Gap(id, page.resumes(), lost)))
                .orElse(page);
    }

    /// A page ends at what was committed when it began. The file may hold more by the time of a query, but what is
    /// newer could then be in one query and not in another, or be of a topic that the state does not know yet.
    private Page readAfter(long id, Selection selection, PageLimit limit) throws SQLException {
        long end = Math.max(id, state.committed);
        if (selection.wanted().exactTopics().isEmpty()) {
            return scan(id, end, selection.filter(), limit);
        }
        var topics = state.matching(selection.wanted()).toList();
        return topics.size() == 1
                ? readTopic(topics.getFirst(), id, end, selection, limit)
                : readTopics(topics, id, end, selection, limit);
    }

    private Page readTopic(TopicState topic, long id, long end, Selection selection, PageLimit limit)
            throws SQLException {
        var filter = selection.filterOfWanted();
        var page = new PageBuilder(limit);
        int most = limit.events() + 1;
        int found = 0;
        long last = id;
        try (var row = queries.ofTopic(topic, id, end, selection.isPublicOnly(), most)) {
            while (row.next()) {
                found++;
                last = row.getLong(1);
                if (!add(row, filter, page)) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
        }
        return found == most ? page.upTo(after(last)) : page.toEnd(after(end));
    }

    private Page readTopics(List<TopicState> topics, long id, long end, Selection selection, PageLimit limit)
            throws SQLException {
        var filter = selection.filterOfWanted();
        var page = new PageBuilder(limit);
        int most = limit.events() + 1;
        var ids = postings.oldest(topics, id, end, selection.isPublicOnly(), most);
        for (long next : ids) {
            if (!add(next, filter, page)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        // What was dropped meanwhile, or may not be read, left room in the page, though more may follow.
        return ids.length == most ? page.upTo(after(ids[most - 1])) : page.toEnd(after(end));
    }

    private Page scan(long id, long end, EventFilter filter, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        int scanned = 0;
        long last = id;
        try (var row = queries.ofAll(id, end)) {
            while (row.next()) {
                last = row.getLong(1);
                scanned++;
                if (isIncluded(row, last, filter) && !page.add(rows.event(row))) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
        }
        return scanned == EventQueries.MAX_ROWS_SCANNED ? page.upTo(after(last)) : page.toEnd(after(end));
    }

    private boolean isIncluded(ResultSet row, long id, EventFilter filter) throws SQLException {
        return filter.includes(rows.topics(row), Rows.visibility(row), topic -> state.keeps(topic, id));
    }

    /// An event that may be the latest of a topic: its newest, or its newest public one.
    private record Candidate(long id, TopicState topic) {}

    /// Topics are compared with the patterns in the order of their events, and only until the page is full: to compare
    /// all of them for each page would take seconds.
    private Page readLatest(long after, Optional<EventId> bound, Selection selection, PageLimit limit)
            throws SQLException {
        var until = bound.orElseGet(() -> PackedId.unpack(state.committed));
        long end = PackedId.of(until);
        var filter = selection.filter();
        var candidates = candidates(after, end, selection);
        var page = new PageBuilder(limit);
        long last = 0;
        long added = 0;
        for (var candidate : candidates.ascending()) {
            last = candidate.id();
            if (last == added
                    || !filter.isWanted(candidate.topic().topic())
                    || latestOf(candidate.topic(), filter) != last) {
                continue;
            }
            if (!add(last, filter, page)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
            added = last;
        }
        if (candidates.isCut()) {
            return page.upTo(new Cursor.Latest(PackedId.unpack(last), Optional.of(until)));
        }
        var next = new Cursor.After(until);
        return state.committed == end ? page.toEnd(next) : page.upTo(next);
    }

    private Lowest<Candidate> candidates(long after, long end, Selection selection) {
        var candidates = new Lowest<>(MAX_TOPICS_COMPARED, Comparator.comparingLong(Candidate::id));
        state.among(selection.wanted()).forEach(topic -> {
            long newest = topic.newest();
            long newestPublic = topic.newestPublic();
            if (newest > after && newest <= end) {
                candidates.offer(new Candidate(newest, topic));
            }
            if (newestPublic != newest && newestPublic > after && newestPublic <= end) {
                candidates.offer(new Candidate(newestPublic, topic));
            }
        });
        return candidates;
    }

    /// The newest event of a topic if it may be read, or else the newest public one; 0 if there is none.
    private long latestOf(TopicState topic, EventFilter filter) throws SQLException {
        boolean mayBeUnreadable = topic.newest() != topic.newestPublic() && !filter.isPrivateReadable(topic.topic());
        return mayBeUnreadable && !isReadable(topic.newest(), filter) ? topic.newestPublic() : topic.newest();
    }

    private boolean isReadable(long id, EventFilter filter) throws SQLException {
        try (var row = queries.byId(id)) {
            return row.next() && filter.isReadable(rows.topics(row), Rows.visibility(row));
        }
    }

    /// False if the page is full. An event that was dropped meanwhile is passed over.
    private boolean add(long id, EventFilter filter, PageBuilder page) throws SQLException {
        try (var row = queries.byId(id)) {
            return !row.next() || add(row, filter, page);
        }
    }

    /// False if the page is full. An event that may not be read is passed over.
    private boolean add(ResultSet row, EventFilter filter, PageBuilder page) throws SQLException {
        var event = rows.event(row);
        return !filter.isReadable(event.topics(), event.visibility()) || page.add(event);
    }

    private static Cursor after(long id) {
        return new Cursor.After(PackedId.unpack(id));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
