package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.TraceParent;
import io.tidings.event.Visibility;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the writer says to SQLite, within a transaction that its caller commits. For the writer's thread.
final class Statements implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertPosting;
    private final PreparedStatement insertTopic;
    private final PreparedStatement oldestOfTopic;
    private final PreparedStatement deletePostings;
    private final PreparedStatement releaseEvent;
    private final PreparedStatement deleteEvent;
    private final PreparedStatement updateDropped;
    private final PreparedStatement deleteTopic;
    private final PreparedStatement oldestEvents;
    private final PreparedStatement updateHorizon;
    private final PreparedStatement pageCount;
    private final PreparedStatement freePages;
    private final IdempotencyKeys keys;
    private final RevocationRows revocations;
    private final long pageSize;

    static Statements open(Database database) throws SQLException {
        var connection = database.openWriter();
        try {
            return new Statements(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Statements(Connection connection) throws SQLException {
        this.connection = connection;
        insertEvent =
                connection.prepareStatement("insert into event (id, topics, type, retry, data, kept_by, private, trace)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)");
        insertPosting = connection.prepareStatement("insert into posting (topic, id, private) values (?, ?, ?)");
        insertTopic = connection.prepareStatement("insert into topic values (?, ?, 0)");
        oldestOfTopic =
                connection.prepareStatement("select id, private from posting where topic = ? order by id limit ?");
        deletePostings = connection.prepareStatement("delete from posting where topic = ? and id <= ?");
        releaseEvent = connection.prepareStatement("update event set kept_by = kept_by - 1 where id = ?");
        deleteEvent = connection.prepareStatement("delete from event where id = ? and kept_by = 0");
        updateDropped = connection.prepareStatement("update topic set dropped = ? where id = ?");
        deleteTopic = connection.prepareStatement("delete from topic where id = ?");
        oldestEvents = connection.prepareStatement("select id, topics from event order by id limit ?");
        updateHorizon = connection.prepareStatement("update horizon set id = ?");
        pageCount = connection.prepareStatement("pragma page_count");
        freePages = connection.prepareStatement("pragma freelist_count");
        keys = new IdempotencyKeys(connection);
        revocations = new RevocationRows(connection);
        pageSize = number("pragma page_size");
    }

    IdempotencyKeys keys() {
        return keys;
    }

    RevocationRows revocations() {
        return revocations;
    }

    void insert(Event event, List<Long> topicRows) throws SQLException {
        long id = PackedId.of(event.id());
        insertEvent.setLong(1, id);
        insertEvent.setString(2, Rows.join(event.topics()));
        insertEvent.setString(3, event.type().map(EventType::name).orElse(null));
        if (event.retry().isPresent()) {
            insertEvent.setLong(4, event.retry().getAsLong());
        } else {
            insertEvent.setNull(4, Types.INTEGER);
        }
        insertEvent.setBytes(5, event.data().bytes());
        insertEvent.setInt(6, topicRows.size());
        long isPrivate = event.visibility() == Visibility.PRIVATE ? 1 : 0;
        insertEvent.setLong(7, isPrivate);
        insertEvent.setString(8, event.trace().map(TraceParent::text).orElse(null));
        insertEvent.executeUpdate();
        for (long row : topicRows) {
            execute(insertPosting, row, id, isPrivate);
        }
    }

    void insertTopic(long row, String name) throws SQLException {
        insertTopic.setLong(1, row);
        insertTopic.setString(2, name);
        insertTopic.executeUpdate();
    }

    /// An event that a topic keeps.
    record Posting(long id, boolean isPublic) {}

    List<Posting> oldestOfTopic(long topicRow, int most) throws SQLException {
        oldestOfTopic.setLong(1, topicRow);
        oldestOfTopic.setInt(2, most);
        var postings = new ArrayList<Posting>();
        try (var row = oldestOfTopic.executeQuery()) {
            while (row.next()) {
                postings.add(new Posting(row.getLong(1), row.getInt(2) == 0));
            }
        }
        return postings;
    }

    /// Takes from a topic its oldest events, which are all up to the last of the ids; those that no topic keeps then
    /// are gone.
    void drop(long topicRow, List<Long> ids) throws SQLException {
        execute(deletePostings, topicRow, ids.getLast());
        for (long id : ids) {
            execute(releaseEvent, id);
            execute(deleteEvent, id);
        }
        execute(updateDropped, ids.getLast(), topicRow);
    }

    void deleteTopic(long row) throws SQLException {
        execute(deleteTopic, row);
    }

    /// An event's row id and its topics' names, a line each.
    record Oldest(long id, String topics) {}

    List<Oldest> oldestEvents(int most) throws SQLException {
        oldestEvents.setInt(1, most);
        var events = new ArrayList<Oldest>();
        try (var row = oldestEvents.executeQuery()) {
            while (row.next()) {
                events.add(new Oldest(row.getLong(1), row.getString(2)));
            }
        }
        return events;
    }

    void updateHorizon(long id) throws SQLException {
        execute(updateHorizon, id);
    }

    /// Writes about as much as an event may, and takes it back.
    void probe() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("insert into probe values (zeroblob(65536))");
            statement.executeUpdate("delete from probe");
        }
    }

    /// What the events take in the file, apart from its free pages and from what was written last.
    long usedBytes() throws SQLException {
        return (number(pageCount) - number(freePages)) * pageSize;
    }

    /// True if this connection has changed anything.
    boolean hasWritten() throws SQLException {
        return number("select total_changes()") > 0;
    }

    private long number(String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            return number(statement);
        }
    }

    /// Moves what was committed from the write-ahead log into the file, and empties the log. Waits as long for those
    /// that read from it just now; what they need stays. Not within a transaction.
    void checkpoint(Duration patience) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = " + patience.toMillis());
            statement.execute("pragma wal_checkpoint(truncate)");
        } finally {
            connection.setAutoCommit(false);
            waitAsBefore();
        }
    }

    private void waitAsBefore() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(Database.PATIENCE);
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    private static int execute(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }

    /// What was not committed is undone.
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
