package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.log.Gap;
import io.tidings.log.Page;
import io.tidings.log.PageBuilder;
import io.tidings.log.PageLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads pages over a connection of its own. For one thread at a time.
final class Reader implements AutoCloseable {
    /// A page that selects by form looks at no more rows than this, whatever matches.
    private static final int MOST_ROWS_SCANNED = 5_000;

    private final Connection connection;
    private final LogState state;
    private final Rows rows = new Rows();
    private final Postings postings;
    private final PreparedStatement byTopic;
    private final PreparedStatement byId;
    private final PreparedStatement scan;

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
        byTopic = connection.prepareStatement("select " + Rows.COLUMNS + " from posting p join event e on e.id = p.id"
                + " where p.topic = ? and p.id > ? and p.id <= ? order by p.id limit ?");
        byId = connection.prepareStatement("select " + Rows.COLUMNS + " from event e where e.id = ?");
        scan = connection.prepareStatement("select " + Rows.COLUMNS
                + " from event e where e.id > ? and e.id <= ? order by e.id limit " + MOST_ROWS_SCANNED);
    }

    Page read(Cursor from, Patterns patterns, PageLimit limit) throws SQLException {
        return switch (from) {
            case Cursor.Now _ -> end();
            case Cursor.Beginning _ -> readAfter(0, patterns, limit);
            case Cursor.Since(var instant) -> readMindingGap(committedBefore(instant), patterns, limit);
            case Cursor.After(var id) when state.isAhead(id) -> ahead(id);
            case Cursor.After(var id) -> readMindingGap(id, patterns, limit);
            case Cursor.Latest(var after, var until) -> readLatest(PackedId.of(after), until, patterns, limit);
        };
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

    private Page readMindingGap(EventId id, Patterns patterns, PageLimit limit) throws SQLException {
        var page = readAfter(PackedId.of(id), patterns, limit);
        return state.lostAfter(id, patterns)
                .map(lost -> page.withGap(gap(id, page, lost)))
                .orElse(page);
    }

    private Gap gap(EventId id, Page page, EventId lost) {
        var resumes = page.events().isEmpty()
                ? PackedId.unpack(state.committed)
                : page.events().getFirst().id();
        return new Gap(id, resumes, lost);
    }

    /// A page ends at what was committed when it began. The file may hold more by the time of a query, but what is
    /// newer could then be in one query and not in another, or be of a topic that the state does not know yet.
    private Page readAfter(long id, Patterns patterns, PageLimit limit) throws SQLException {
        long end = Math.max(id, state.committed);
        if (patterns.exactTopics().isEmpty()) {
            return scan(id, end, patterns, limit);
        }
        var topics = state.matching(patterns).toList();
        return topics.size() == 1 ? readTopic(topics.getFirst(), id, end, limit) : readTopics(topics, id, end, limit);
    }

    private Page readTopic(TopicState topic, long id, long end, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        byTopic.setLong(1, topic.row());
        byTopic.setLong(2, id);
        byTopic.setLong(3, end);
        byTopic.setInt(4, limit.events() + 1);
        try (var row = byTopic.executeQuery()) {
            while (row.next()) {
                if (!page.add(rows.event(row))) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
        }
        return page.toEnd(after(end));
    }

    private Page readTopics(List<TopicState> topics, long id, long end, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        int most = limit.events() + 1;
        var ids = postings.oldest(topics, id, end, most);
        for (long next : ids) {
            if (!add(next, page)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        // What was dropped meanwhile left room in the page, though more may follow.
        return ids.length == most ? page.upTo(after(ids[most - 1])) : page.toEnd(after(end));
    }

    private Page scan(long id, long end, Patterns patterns, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        var wanted = patterns.matcher();
        int scanned = 0;
        long last = id;
        scan.setLong(1, id);
        scan.setLong(2, end);
        try (var row = scan.executeQuery()) {
            while (row.next()) {
                last = row.getLong(1);
                scanned++;
                if (isKept(rows.topics(row), last, wanted) && !page.add(rows.event(row))) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
        }
        return scanned == MOST_ROWS_SCANNED ? page.upTo(after(last)) : page.toEnd(after(end));
    }

    private boolean isKept(List<Topic> topics, long id, Predicate<Topic> wanted) {
        for (var topic : topics) {
            if (wanted.test(topic) && state.keeps(topic, id)) {
                return true;
            }
        }
        return false;
    }

    private Page readLatest(long after, Optional<EventId> bound, Patterns patterns, PageLimit limit)
            throws SQLException {
        var until = bound.orElseGet(() -> PackedId.unpack(state.committed));
        long last = PackedId.of(until);
        var latest = state.matching(patterns)
                .filter(topic -> !topic.isEmpty() && topic.newest() > after && topic.newest() <= last)
                .mapToLong(TopicState::newest)
                .sorted()
                .distinct()
                .toArray();
        var page = new PageBuilder(limit);
        for (long id : latest) {
            if (!add(id, page)) {
                return page.upTo(new Cursor.Latest(page.lastId(), Optional.of(until)));
            }
        }
        var next = new Cursor.After(until);
        return state.committed == last ? page.toEnd(next) : page.upTo(next);
    }

    /// False if the page is full. An event that was dropped meanwhile is passed over.
    private boolean add(long id, PageBuilder page) throws SQLException {
        byId.setLong(1, id);
        try (var row = byId.executeQuery()) {
            return !row.next() || page.add(rows.event(row));
        }
    }

    private static Cursor after(long id) {
        return new Cursor.After(PackedId.unpack(id));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
