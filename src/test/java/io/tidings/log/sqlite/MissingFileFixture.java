package io.tidings.log.sqlite;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Files that are deleted, moved or replaced while the log has them open. SQLite alone would go on in them.
abstract class MissingFileFixture {
    @TempDir
    Path place;

    Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(place.resolve("data"));
    }

    static String refusal(Runnable act) {
        return String.valueOf(
                assertThrows(LogUnavailableException.class, act::run).getMessage());
    }

    Path file() {
        return folder.resolve("tidings.db");
    }

    static SqliteOptions options(Path path) {
        return new SqliteOptions(path, Synchronous.OFF);
    }

    SqliteEventLog open() {
        return open(new Database(options(file())));
    }

    static SqliteEventLog open(Database database) {
        return SqliteEventLog.open(
                database,
                InstantSource.system(),
                Retention.ofEach(1_000, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(10), 100));
    }

    static EventId append(SqliteEventLog log, String data) {
        return log.append(Batch.of(Draft.of("t", data))).getFirst();
    }

    static List<String> data(SqliteEventLog log) {
        return log.read(new Cursor.Beginning(), Selection.of("t"), new PageLimit(100, 10_000)).events().stream()
                .map(event -> event.data().toString())
                .toList();
    }

    static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Something happens before its writer commits.
    static final class Meddled extends CommitHook {
        volatile Runnable before = () -> {};

        Meddled(SqliteOptions options) {
            super(options);
        }

        @Override
        void beforeCommit() {
            before.run();
        }
    }
}
