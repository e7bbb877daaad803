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
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Reads pages over a connection of its own. For one thread at a time.
final class Reader implements AutoCloseable {
    /// A page that selects by form looks at no more rows than this, whatever matches.
    private static final int MOST_ROWS_SCANNED = 5_000;

    private final Connection connection;
    private final LogState state;
    private final Rows rows = new Rows();
    private final PreparedStatement byTopic;
    private final PreparedStatement idsByTopic;
    private final PreparedStatement byId;
    private final PreparedStatement scan;

    Reader(Connection connection, LogState state) throws SQLException {
        this.connection = connection;
        this.state = state;
        byTopic = connection.prepareStatement("select " + Rows.COLUMNS
                + " from posting p join event e on e.id = p.id where p.topic = ? and p.id > ? order by p.id limit ?");
        idsByTopic =
                connection.prepareStatement("select id from posting where topic = ? and id > ? order by id limit ?");
        byId = connection.prepareStatement("select " + Rows.COLUMNS + " from event e where e.id = ?");
        scan = connection.prepareStatement(
                "select " + Rows.COLUMNS + " from event e where e.id > ? order by e.id limit " + MOST_ROWS_SCANNED);
    }

    Page read(Cursor from, Patterns patterns, PageLimit limit) throws SQLException {
        return switch (from) {
            case Cursor.Now _ -> end();
            case Cursor.Beginning _ -> readAfter(0, patterns, limit);
            case Cursor.After(var id) when state.isAhead(id) -> ahead(id);
            case Cursor.After(var id) -> readMindingGap(id, patterns, limit);
            case Cursor.Latest(var after, var until) -> readLatest(PackedId.of(after), until, patterns, limit);
        };
    }

    private Page end() {
        return new Page(List.of(), after(state.committed), true, Optional.empty());
    }

    private Page ahead(EventId id) {
        return end().withGap(new Gap(id, PackedId.unpack(state.committed), id));
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

    private Page readAfter(long id, Patterns patterns, PageLimit limit) throws SQLException {
        // All up to here is in the snapshot that the query gets, so the end of the page is no earlier.
        long committed = state.committed;
        var exact = patterns.exactTopics();
        if (exact.isEmpty()) {
            return scan(id, committed, patterns, limit);
        }
        var topics = exact.get().stream()
                .flatMap(topic -> state.topic(topic).stream())
                .toList();
        return topics.size() == 1
                ? readTopic(topics.getFirst(), id, committed, limit)
                : readTopics(topics, id, committed, limit);
    }

    private Page readTopic(TopicState topic, long id, long committed, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        byTopic.setLong(1, topic.row());
        byTopic.setLong(2, id);
        byTopic.setInt(3, limit.events() + 1);
        try (var row = byTopic.executeQuery()) {
            while (row.next()) {
                if (!page.add(rows.event(row))) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
            }
        }
        return toEnd(page, id, committed);
    }

    /// Merges the topics by id; an event that several of them keep comes once.
    private Page readTopics(List<TopicState> topics, long id, long committed, PageLimit limit) throws SQLException {
        var ids = LongStream.builder();
        for (var topic : topics) {
            idsByTopic.setLong(1, topic.row());
            idsByTopic.setLong(2, id);
            idsByTopic.setInt(3, limit.events() + 1);
            try (var row = idsByTopic.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        var page = new PageBuilder(limit);
        for (long next : ids.build().sorted().distinct().toArray()) {
            if (!add(next, page)) {
                return page.upTo(new Cursor.After(page.lastId()));
            }
        }
        return toEnd(page, id, committed);
    }

    private Page scan(long id, long committed, Patterns patterns, PageLimit limit) throws SQLException {
        var page = new PageBuilder(limit);
        int scanned = 0;
        long last = id;
        scan.setLong(1, id);
        try (var row = scan.executeQuery()) {
            while (row.next()) {
                long current = row.getLong(1);
                if (matches(patterns, rows.topics(row), current) && !page.add(rows.event(row))) {
                    return page.upTo(new Cursor.After(page.lastId()));
                }
                last = current;
                scanned++;
            }
        }
        return scanned == MOST_ROWS_SCANNED ? page.upTo(after(last)) : toEnd(page, last, committed);
    }

    private boolean matches(Patterns patterns, List<Topic> topics, long id) {
        for (var topic : topics) {
            if (patterns.matches(topic) && state.keeps(topic, id)) {
                return true;
            }
        }
        return false;
    }

    private Page readLatest(long after, Optional<EventId> bound, Patterns patterns, PageLimit limit)
            throws SQLException {
        var until = bound.orElseGet(() -> PackedId.unpack(state.committed));
        long last = PackedId.of(until);
        var latest = state.topics.values().stream()
                .filter(topic -> !topic.isEmpty() && topic.newest() > after && topic.newest() <= last)
                .filter(topic -> patterns.matches(topic.topic()))
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

    private static Page toEnd(PageBuilder page, long read, long committed) {
        long last = page.isEmpty() ? read : PackedId.of(page.lastId());
        return page.toEnd(after(Math.max(Math.max(last, read), committed)));
    }

    private static Cursor after(long id) {
        return new Cursor.After(PackedId.unpack(id));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
