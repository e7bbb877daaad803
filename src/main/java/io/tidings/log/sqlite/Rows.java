package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import io.tidings.log.SeenTopics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;

/// Events as rows of `id, topics, type, retry, data, private, trace`. For one thread at a time.
final class Rows {
    static final String COLUMNS = "e.id, e.topics, e.type, e.retry, e.data, e.private, e.trace";

    private static final byte[] NO_BYTES = {};

    private final SeenTopics topics = new SeenTopics();

    static String join(List<Topic> topics) {
        return topics.size() == 1
                ? topics.getFirst().name()
                : topics.stream().map(Topic::name).collect(Collectors.joining("\n"));
    }

    List<Topic> topics(ResultSet row) throws SQLException {
        var names = row.getString(2);
        if (names == null) {
            throw new SQLException("an event without topics", "", SQLiteErrorCode.SQLITE_CORRUPT.code);
        }
        return topics.of(names);
    }

    Event event(ResultSet row) throws SQLException {
        long retry = row.getLong(4);
        boolean hasRetry = !row.wasNull();
        return new Event(
                PackedId.unpack(row.getLong(1)),
                topics(row),
                Optional.ofNullable(row.getString(3)).map(EventType::new),
                Utf8.trusted(Objects.requireNonNullElse(row.getBytes(5), NO_BYTES)),
                hasRetry ? OptionalLong.of(retry) : OptionalLong.empty(),
                visibility(row),
                Optional.ofNullable(row.getString(7)).map(TraceParent::new));
    }

    static Visibility visibility(ResultSet row) throws SQLException {
        return row.getInt(6) == 0 ? Visibility.PUBLIC : Visibility.PRIVATE;
    }
}
