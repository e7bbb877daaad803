package io.tidings.log.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Finds the events of several topics, in the order of ids and each once, without sorting all that a topic keeps. For
/// one thread at a time.
final class Postings {
    private final PreparedStatement idsByTopic;

    Postings(Connection connection) throws SQLException {
        idsByTopic = connection.prepareStatement(
                "select id from posting where topic = ? and id > ? and id <= ? and private <= ? order by id limit ?");
    }

    /// The oldest ids in a range, at most this many. What is found in one topic narrows the search in those that
    /// follow.
    long[] oldest(List<TopicState> topics, long after, long upTo, boolean publicOnly, int most) throws SQLException {
        var oldest = new long[0];
        for (var topic : topics) {
            long last = oldest.length == most ? oldest[most - 1] : upTo;
            oldest = merge(oldest, ids(topic.row(), after, last, publicOnly, most), most);
        }
        return oldest;
    }

    private long[] ids(long topicRow, long after, long upTo, boolean publicOnly, int most) throws SQLException {
        var ids = new long[most];
        int count = 0;
        idsByTopic.setLong(1, topicRow);
        idsByTopic.setLong(2, after);
        idsByTopic.setLong(3, upTo);
        idsByTopic.setInt(4, publicOnly ? 0 : 1);
        idsByTopic.setInt(5, most);
        try (var row = idsByTopic.executeQuery()) {
            while (row.next()) {
                ids[count++] = row.getLong(1);
            }
        }
        return Arrays.copyOf(ids, count);
    }

    /// Both ascend, and so does the result.
    private static long[] merge(long[] one, long[] other, int most) {
        var merged = new long[Math.min(most, one.length + other.length)];
        int count = 0;
        for (int i = 0, j = 0; count < merged.length && (i < one.length || j < other.length); count++) {
            long next = j == other.length || (i < one.length && one[i] <= other[j]) ? one[i] : other[j];
            i += i < one.length && one[i] == next ? 1 : 0;
            j += j < other.length && other[j] == next ? 1 : 0;
            merged[count] = next;
        }
        return Arrays.copyOf(merged, count);
    }
}
