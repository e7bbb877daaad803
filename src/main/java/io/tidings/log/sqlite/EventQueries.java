package io.tidings.log.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The queries for events, oldest first, each a prepared statement. The caller closes a result before it asks again.
final class EventQueries {
    /// A query of all events returns no more rows than this, whatever its caller selects from them.
    static final int MAX_ROWS_SCANNED = 5_000;

    private final PreparedStatement ofTopic;
    private final PreparedStatement byId;
    private final PreparedStatement ofAll;

    EventQueries(Connection connection) throws SQLException {
        ofTopic = connection.prepareStatement("select " + Rows.COLUMNS + " from posting p join event e on e.id = p.id"
                + " where p.topic = ? and p.id > ? and p.id <= ? and p.private <= ? order by p.id limit ?");
        byId = connection.prepareStatement("select " + Rows.COLUMNS + " from event e where e.id = ?");
        ofAll = connection.prepareStatement("select " + Rows.COLUMNS
                + " from event e where e.id > ? and e.id <= ? order by e.id limit " + MAX_ROWS_SCANNED);
    }

    /// The events that a topic keeps, after one id and up to another, at most the given number.
    ResultSet ofTopic(TopicState topic, long after, long end, boolean publicOnly, int most) throws SQLException {
        ofTopic.setLong(1, topic.row());
        ofTopic.setLong(2, after);
        ofTopic.setLong(3, end);
        ofTopic.setInt(4, publicOnly ? 0 : 1);
        ofTopic.setInt(5, most);
        return ofTopic.executeQuery();
    }

    /// All events after one id and up to another.
    ResultSet ofAll(long after, long end) throws SQLException {
        ofAll.setLong(1, after);
        ofAll.setLong(2, end);
        return ofAll.executeQuery();
    }

    /// One event, or none if it was dropped.
    ResultSet byId(long id) throws SQLException {
        byId.setLong(1, id);
        return byId.executeQuery();
    }
}
