package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;

/// Events as rows of `id, topics, type, retry, data, private, trace`. For one thread at a time: it remembers the names
/// that it has seen, a bounded number of them.
final class Rows {
    static final String COLUMNS = "e.id, e.topics, e.type, e.retry, e.data, e.private, e.trace";

    private static final byte[] NO_BYTES = {};
    private static final int MAX_NAMES = 10_000;

    private final Map<String, List<Topic>> topics = new HashMap<>();
    private final Map<String, Optional<EventType>> types = new HashMap<>();

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
        return remembered(topics, names, each -> each.lines().map(Topic::new).toList());
    }

    Event event(ResultSet row) throws SQLException {
        long retry = row.getLong(4);
        boolean hasRetry = !row.wasNull();
        var type = row.getString(3);
        return new Event(
                PackedId.unpack(row.getLong(1)),
                topics(row),
                type == null ? Optional.empty() : remembered(types, type, name -> Optional.of(new EventType(name))),
                Utf8.trusted(Objects.requireNonNullElse(row.getBytes(5), NO_BYTES)),
                hasRetry ? OptionalLong.of(retry) : OptionalLong.empty(),
                visibility(row),
                Optional.ofNullable(row.getString(7)).map(TraceParent::new));
    }

    static Visibility visibility(ResultSet row) throws SQLException {
        return row.getInt(6) == 0 ? Visibility.PUBLIC : Visibility.PRIVATE;
    }

    private static <V> V remembered(Map<String, V> names, String name, Function<String, V> make) {
        if (names.size() > MAX_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(name, make);
    }
}
