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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// A log in a file.
abstract class SqliteFileFixture {
    static final Retention AMPLE = Retention.ofEach(1_000_000, Duration.ofDays(1));
    static final IdempotencyLimits KEYS = new IdempotencyLimits(Duration.ofMinutes(10), 100);

    @TempDir
    Path folder;

    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    SqliteOptions options() {
        return new SqliteOptions(folder.resolve("tidings.db"), Synchronous.FULL);
    }

    SqliteEventLog open() {
        return open(new Database(options()), AMPLE);
    }

    SqliteEventLog open(Database database, Retention retention) {
        return SqliteEventLog.open(database, () -> now, retention, KEYS);
    }

    static EventId append(SqliteEventLog log, String data) {
        return log.append(Batch.of(Draft.of("t", data))).getFirst();
    }

    static List<String> data(SqliteEventLog log) {
        return log
                .read(new Cursor.Beginning(), Selection.of("t"), new PageLimit(10_000, Integer.MAX_VALUE))
                .events()
                .stream()
                .map(event -> event.data().toString())
                .toList();
    }
}
