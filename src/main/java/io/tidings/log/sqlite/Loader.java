package io.tidings.log.sqlite;

import io.tidings.event.Topic;
import io.tidings.log.Retention;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// Finds out at the start what the file holds: one walk through the postings, whose order is that of topics.
final class Loader {
    private Loader() {}

    static LogState load(Connection connection, Retention retention) throws SQLException {
        var state = new LogState();
        try (var statement = connection.createStatement()) {
            var topics = topics(statement, retention);
            count(statement, topics);
            topics.values().forEach(state::put);
            state.newestTopicRow =
                    topics.keySet().stream().mapToLong(row -> row).max().orElse(0);
            state.horizon = single(statement, "select id from horizon");
            state.committed = Math.max(
                    Math.max(state.horizon, single(statement, "select ifnull(max(id), 0) from event")),
                    single(statement, "select ifnull(max(dropped), 0) from topic"));
            state.assigned = state.committed;
        }
        return state;
    }

    private static Map<Long, TopicState> topics(Statement statement, Retention retention) throws SQLException {
        var topics = new HashMap<Long, TopicState>();
        try (var row = statement.executeQuery("select id, name, dropped from topic")) {
            while (row.next()) {
                var topic = new Topic(row.getString(2));
                topics.put(
                        row.getLong(1),
                        TopicState.ofNew(row.getLong(1), topic, retention.of(topic))
                                .withDropped(row.getLong(3)));
            }
        }
        return topics;
    }

    private static void count(Statement statement, Map<Long, TopicState> topics) throws SQLException {
        try (var row = statement.executeQuery(
                "select topic, count(*), min(id), max(id), count(*) - sum(private), max(iif(private, 0, id))"
                        + " from posting group by topic")) {
            while (row.next()) {
                var counted = counts(row);
                topics.computeIfPresent(row.getLong(1), (_, topic) -> topic.with(counted));
            }
        }
    }

    private static TopicState.Counts counts(ResultSet row) throws SQLException {
        return new TopicState.Counts(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    private static long single(Statement statement, String query) throws SQLException {
        try (var row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
