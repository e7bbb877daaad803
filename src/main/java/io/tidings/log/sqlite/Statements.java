package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.log.IdRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the writer says to SQLite, within a transaction that its caller commits. For the writer's thread.
final class Statements implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertPosting;
    private final PreparedStatement insertTopic;
    private final PreparedStatement findBatch;
    private final PreparedStatement insertBatch;
    private final PreparedStatement deleteOldBatches;
    private final PreparedStatement deleteSurplusBatches;
    private final PreparedStatement oldestOfTopic;
    private final PreparedStatement deletePostings;
    private final PreparedStatement releaseEvent;
    private final PreparedStatement deleteEvent;
    private final PreparedStatement updateDropped;
    private final PreparedStatement deleteTopic;
    private final PreparedStatement oldestEvents;
    private final PreparedStatement updateHorizon;

    Statements(Connection connection) throws SQLException {
        this.connection = connection;
        insertEvent = connection.prepareStatement("insert into event values (?, ?, ?, ?, ?, ?)");
        insertPosting = connection.prepareStatement("insert into posting values (?, ?)");
        insertTopic = connection.prepareStatement("insert into topic values (?, ?, 0)");
        findBatch = connection.prepareStatement("select first, count from batch where key = ? and kept_at > ?");
        insertBatch = connection.prepareStatement("insert or replace into batch values (?, ?, ?, ?)");
        deleteOldBatches = connection.prepareStatement(
                "delete from batch where key in (select key from batch where kept_at <= ? order by kept_at limit ?)");
        deleteSurplusBatches = connection.prepareStatement("delete from batch where key in (select key from batch"
                + " order by kept_at, first limit max(0, (select count(*) from batch) - ?))");
        oldestOfTopic = connection.prepareStatement("select id from posting where topic = ? order by id limit ?");
        deletePostings = connection.prepareStatement("delete from posting where topic = ? and id <= ?");
        releaseEvent = connection.prepareStatement("update event set kept_by = kept_by - 1 where id = ?");
        deleteEvent = connection.prepareStatement("delete from event where id = ? and kept_by = 0");
        updateDropped = connection.prepareStatement("update topic set dropped = ? where id = ?");
        deleteTopic = connection.prepareStatement("delete from topic where id = ?");
        oldestEvents = connection.prepareStatement("select id, topics from event order by id limit ?");
        updateHorizon = connection.prepareStatement("update horizon set id = ?");
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
        insertEvent.executeUpdate();
        for (long row : topicRows) {
            execute(insertPosting, row, id);
        }
    }

    void insertTopic(long row, String name) throws SQLException {
        insertTopic.setLong(1, row);
        insertTopic.setString(2, name);
        insertTopic.executeUpdate();
    }

    Optional<IdRange> findBatch(String key, long keptAfterMillis) throws SQLException {
        findBatch.setString(1, key);
        findBatch.setLong(2, keptAfterMillis);
        try (var row = findBatch.executeQuery()) {
            return row.next()
                    ? Optional.of(new IdRange(PackedId.unpack(row.getLong(1)), row.getInt(2)))
                    : Optional.empty();
        }
    }

    void insertBatch(String key, IdRange ids, long nowMillis, int mostKeys) throws SQLException {
        insertBatch.setString(1, key);
        insertBatch.setLong(2, PackedId.of(ids.first()));
        insertBatch.setInt(3, ids.count());
        insertBatch.setLong(4, nowMillis);
        insertBatch.executeUpdate();
        execute(deleteSurplusBatches, mostKeys);
    }

    int deleteOldBatches(long keptUntilMillis, int most) throws SQLException {
        return execute(deleteOldBatches, keptUntilMillis, most);
    }

    List<Long> oldestOfTopic(long topicRow, int most) throws SQLException {
        oldestOfTopic.setLong(1, topicRow);
        oldestOfTopic.setInt(2, most);
        return longs(oldestOfTopic);
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

    /// What the events take in the file.
    long usedBytes() throws SQLException {
        return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
    }

    private long pragma(String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("pragma " + name)) {
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

    private static List<Long> longs(PreparedStatement statement) throws SQLException {
        var values = new ArrayList<Long>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                values.add(row.getLong(1));
            }
        }
        return values;
    }

    /// What was not committed is undone.
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
