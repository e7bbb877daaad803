package io.tidings.log.sqlite;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;

/// Files that are deleted, moved or replaced while the log has them open. SQLite alone would go on in them.
abstract class MissingFileFixture extends SqliteFileFixture {
    /// Of the database, inside the folder of the test.
    Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("data"));
    }

    static String refusal(Runnable act) {
        return String.valueOf(
                assertThrows(LogUnavailableException.class, act::run).getMessage());
    }

    @Override
    Path file() {
        return home.resolve("tidings.db");
    }

    /// With the clock of the system: a file that is made anew begins with later ids than the one before.
    @Override
    SqliteEventLog open(Database database, Retention retention) {
        return SqliteEventLog.open(database, InstantSource.system(), retention, KEYS, Telemetry.NONE);
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
