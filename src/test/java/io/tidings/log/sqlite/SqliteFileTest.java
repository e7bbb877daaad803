package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sqlite.JDBC;

/// What a file adds to the contract of every log: it outlives the process, and not every file is one of the hub.
class SqliteFileTest extends SqliteFileFixture {
    @Test
    void whatWasKeptIsThereAfterAReopenAndIdsGoOnThoughTheClockWentBack() {
        var ids = new ArrayList<EventId>();
        for (int i = 0; i < 3; i++) {
            try (var log = open()) {
                ids.add(append(log, "e" + i));
                now = now.minusSeconds(3600);
            }
        }
        try (var log = open()) {
            assertThat(data(log), is(List.of("e0", "e1", "e2")));
        }
        assertThat(ids, is(ids.stream().sorted().toList()));
    }

    @Test
    void anIdempotencyKeyOutlivesTheProcess() {
        var batch = new Batch(List.of(Draft.of("t", "once")), Optional.of("key"));
        List<EventId> first;
        try (var log = open()) {
            first = log.append(batch);
        }
        try (var log = open()) {
            assertThat(log.append(batch), is(first));
            assertThat(data(log), is(List.of("once")));
        }
    }

    @Test
    void aGapOutlivesTheProcess() {
        EventId first;
        var retention = Retention.ofEach(1, Duration.ofDays(1));
        try (var log = open(retention)) {
            first = append(log, "1");
            append(log, "2");
            append(log, "3");
            log.trim();
        }
        try (var log = open(retention)) {
            var page = log.read(new Cursor.After(first), Selection.of("t"), new PageLimit(10, 1000));
            assertThat(page.gap().isPresent(), is(true));
        }
    }

    @Test
    void aSecondHubIsRefusedTheFile() {
        try (var _ = open()) {
            var refusal = assertThrows(LogUnavailableException.class, this::open);
            assertThat(refusal.getMessage(), containsString("another Tidings uses"));
            assertThat(refusal.getMessage(), containsString("tidings.log.sqlite.path"));
        }
        open().close();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(file(), "this is no database, and long enough to be looked at".repeat(100));
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString(file().toString()));
    }

    @Test
    void aFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException {
        try (var connection = new JDBC().connect("jdbc:sqlite:" + file(), new Properties());
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table theirs (id integer)");
        }
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString("another program"));
    }

    @Test
    void aFileOfANewerTidingsIsRefused() throws SQLException {
        open().close();
        try (var connection = new JDBC().connect("jdbc:sqlite:" + file(), new Properties());
                var statement = connection.createStatement()) {
            statement.executeUpdate("pragma user_version = " + (Schema.VERSION + 1));
        }
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString("newer Tidings"));
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectory(file());
        assertThrows(LogUnavailableException.class, this::open);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        var options = options(file.resolve("tidings.db"));
        var refusal = assertThrows(LogUnavailableException.class, () -> new Database(options));
        assertThat(refusal.getMessage(), containsString("cannot write in"));
    }

    @Test
    void aClosedLogRefusesToAppend() {
        var log = open();
        log.close();
        assertThrows(LogUnavailableException.class, () -> append(log, "late"));
        assertThrows(LogUnavailableException.class, () -> data(log));
    }
}
