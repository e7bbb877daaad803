package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import io.tidings.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// A log in a file of a folder of its own, and what tests do with it. Its clock stands still unless a test moves it.
abstract class SqliteFileFixture {
    static final Retention AMPLE = Retention.ofEach(1_000_000, Duration.ofDays(1));
    static final IdempotencyLimits KEYS = new IdempotencyLimits(Duration.ofMinutes(10), 100);

    @TempDir
    Path folder;

    volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    Path file() {
        return folder.resolve("tidings.db");
    }

    SqliteOptions options() {
        return options(file());
    }

    static SqliteOptions options(Path file) {
        return new SqliteOptions(file, Synchronous.OFF);
    }

    SqliteEventLog open() {
        return open(AMPLE);
    }

    SqliteEventLog open(Retention retention) {
        return open(new Database(options()), retention);
    }

    SqliteEventLog open(Database database) {
        return open(database, AMPLE);
    }

    SqliteEventLog open(Database database, Retention retention) {
        return SqliteEventLog.open(database, () -> now, retention, KEYS, Telemetry.NONE);
    }

    static EventId append(SqliteEventLog log, String data) {
        return append(log, "t", data);
    }

    static EventId append(SqliteEventLog log, String topic, String data) {
        return log.append(Batch.of(Draft.of(topic, data))).getFirst();
    }

    static List<String> data(SqliteEventLog log) {
        return data(log, "t");
    }

    static List<String> data(SqliteEventLog log, String pattern) {
        return data(log, new Cursor.Beginning(), pattern);
    }

    static List<String> data(SqliteEventLog log, Cursor from, String pattern) {
        return log.read(from, Selection.of(pattern), new PageLimit(10_000, Integer.MAX_VALUE)).events().stream()
                .map(event -> event.data().toString())
                .toList();
    }
}
