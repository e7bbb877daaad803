package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/// What a file adds to the contract of every log: it outlives the process, and it can fail.
class SqliteFileTest {
    private static final Retention AMPLE = Retention.ofEach(1_000_000, Duration.ofDays(1));
    private static final IdempotencyLimits KEYS = new IdempotencyLimits(Duration.ofMinutes(10), 100);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

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
        try (var log = open(new Database(options()), retention)) {
            first = append(log, "1");
            append(log, "2");
            append(log, "3");
            log.trim();
        }
        try (var log = open(new Database(options()), retention)) {
            var page = log.read(new Cursor.After(first), Selection.of("t"), new PageLimit(10, 1000));
            assertThat(page.gap().isPresent(), is(true));
        }
    }

    @Test
    void appendsThatQueueUpAreCommittedTogether() throws Exception {
        var commits = new AtomicInteger();
        try (var log = open(new CountingDatabase(options(), commits), AMPLE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.submit(() -> append(log, "e"));
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
            assertThat(data(log).size(), is(1_000));
        }
        assertThat(commits.get(), is(both(greaterThan(0)).and(lessThan(500))));
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
        Files.writeString(options().path(), "this is no database, and long enough to be looked at".repeat(100));
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString(options().path().toString()));
    }

    @Test
    void aFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException {
        try (var connection = new JDBC().connect("jdbc:sqlite:" + options().path(), new Properties());
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table theirs (id integer)");
        }
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString("another program"));
    }

    @Test
    void aFileOfANewerTidingsIsRefused() throws SQLException {
        open().close();
        try (var connection = new JDBC().connect("jdbc:sqlite:" + options().path(), new Properties());
                var statement = connection.createStatement()) {
            statement.executeUpdate("pragma user_version = " + (Schema.VERSION + 1));
        }
        var refusal = assertThrows(LogUnavailableException.class, this::open);
        assertThat(refusal.getMessage(), containsString("newer Tidings"));
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectory(options().path());
        assertThrows(LogUnavailableException.class, this::open);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        var options = new SqliteOptions(file.resolve("tidings.db"), Synchronous.FULL);
        var refusal = assertThrows(LogUnavailableException.class, () -> new Database(options));
        assertThat(refusal.getMessage(), containsString("cannot write in"));
    }

    @Test
    void aFullDiskRefusesAppendsKeepsTheRestAndHealsByItself() {
        var disk = new SmallDisk(options(), 40);
        try (var log = open(disk, AMPLE)) {
            var acknowledged = new ArrayList<String>();
            LogUnavailableException refusal = null;
            for (int i = 0; refusal == null; i++) {
                try {
                    append(log, "x".repeat(1000) + i);
                    acknowledged.add("x".repeat(1000) + i);
                } catch (LogUnavailableException e) {
                    refusal = e;
                }
            }
            assertThat(refusal.getMessage(), containsString("disk"));
            assertThat(acknowledged.size(), greaterThan(10));
            assertThat(data(log), is(acknowledged));
            assertThrows(LogUnavailableException.class, log::check);
            log.trim();
            assertThrows(LogUnavailableException.class, log::check, "a commit that wrote nothing tells nothing");
            disk.pages = 4_000;
            log.check();
            append(log, "after");
            acknowledged.add("after");
            assertThat(data(log), is(acknowledged));
        }
        try (var log = open()) {
            assertThat(data(log).getLast(), is("after"));
        }
    }

    @Test
    void aHubWithoutFileDescriptorsSaysSoAndReadsAgainWhenItHasSome() {
        var database = new FewFiles(options());
        try (var log = open(database, AMPLE)) {
            append(log, "1");
            database.open = SQLiteErrorCode.SQLITE_CANTOPEN;
            var refusal = assertThrows(LogUnavailableException.class, () -> data(log));
            assertThat(refusal.getMessage(), containsString("ulimit -n"));
            database.open = SQLiteErrorCode.SQLITE_OK;
            assertThat(data(log), is(List.of("1")));
        }
    }

    @Test
    void aRowThatLacksItsTopicsIsDamage() throws SQLException {
        try (var log = open()) {
            append(log, "1");
            try (var connection = new JDBC().connect("jdbc:sqlite:" + options().path(), new Properties());
                    var statement = connection.createStatement()) {
                statement.executeUpdate("pragma writable_schema = on");
                statement.executeUpdate(
                        "update sqlite_schema set sql = replace(sql, 'topics text not null', 'topics text')"
                                + " where name = 'event'");
            }
            try (var connection = new JDBC().connect("jdbc:sqlite:" + options().path(), new Properties());
                    var statement = connection.createStatement()) {
                statement.executeUpdate("update event set topics = null");
            }
            var refusal = assertThrows(LogUnavailableException.class, () -> data(log));
            assertThat(refusal.getMessage(), containsString("damaged"));
        }
    }

    @Test
    void aClosedLogRefusesToAppend() {
        var log = open();
        log.close();
        assertThrows(LogUnavailableException.class, () -> append(log, "late"));
        assertThrows(LogUnavailableException.class, () -> data(log));
    }

    private SqliteOptions options() {
        return new SqliteOptions(folder.resolve("tidings.db"), Synchronous.FULL);
    }

    private SqliteEventLog open() {
        return open(new Database(options()), AMPLE);
    }

    private SqliteEventLog open(Database database, Retention retention) {
        return SqliteEventLog.open(database, () -> now, retention, KEYS);
    }

    private static EventId append(SqliteEventLog log, String data) {
        return log.append(Batch.of(Draft.of("t", data))).getFirst();
    }

    private static List<String> data(SqliteEventLog log) {
        return log
                .read(new Cursor.Beginning(), Selection.of("t"), new PageLimit(10_000, Integer.MAX_VALUE))
                .events()
                .stream()
                .map(event -> event.data().toString())
                .toList();
    }

    /// Has room for so many pages, which can be changed.
    private static final class SmallDisk extends Database {
        private volatile int pages;

        SmallDisk(SqliteOptions options, int pages) {
            super(options);
            this.pages = pages;
        }

        @Override
        Connection openWriter() throws SQLException {
            var connection = super.openWriter();
            try (var statement = connection.createStatement()) {
                statement.execute("pragma max_page_count = " + pages);
            }
            return connection;
        }
    }

    /// Opens readers only as long as there is no error.
    private static final class FewFiles extends Database {
        private volatile SQLiteErrorCode open = SQLiteErrorCode.SQLITE_OK;

        FewFiles(SqliteOptions options) {
            super(options);
        }

        @Override
        Connection openReader() throws SQLException {
            if (open != SQLiteErrorCode.SQLITE_OK) {
                throw new SQLException(open.message, "", open.code);
            }
            return super.openReader();
        }
    }

    /// Counts the commits of its writer.
    private static final class CountingDatabase extends Database {
        private final AtomicInteger commits;

        CountingDatabase(SqliteOptions options, AtomicInteger commits) {
            super(options);
            this.commits = commits;
        }

        @Override
        Connection openWriter() throws SQLException {
            var connection = (SQLiteConnection) super.openWriter();
            connection.addCommitListener(new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                    commits.incrementAndGet();
                }

                @Override
                public void onRollback() {}
            });
            return connection;
        }
    }
}
