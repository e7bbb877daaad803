package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.LogUnavailableException;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;

/// A disk that is full, no file descriptors, a damaged row.
class SqliteFaultTest extends SqliteFileFixture {
    @Test
    void appendsThatQueueUpAreCommittedTogether() throws Exception {
        var database = new CountingDatabase(file());
        try (var log = open(database);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.submit(() -> append(log, "e"));
            }
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
            assertThat(data(log).size(), is(1_000));
        }
        assertThat(database.commits.get(), is(both(greaterThan(0)).and(lessThan(500))));
    }

    @Test
    void aFullDiskRefusesAppendsKeepsTheRestAndHealsByItself() {
        var disk = new SmallDisk(options(), 40);
        try (var log = open(disk)) {
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
        try (var log = open(database)) {
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
            try (var connection = new JDBC().connect("jdbc:sqlite:" + file(), new Properties());
                    var statement = connection.createStatement()) {
                statement.executeUpdate("pragma writable_schema = on");
                statement.executeUpdate(
                        "update sqlite_schema set sql = replace(sql, 'topics text not null', 'topics text')"
                                + " where name = 'event'");
            }
            try (var connection = new JDBC().connect("jdbc:sqlite:" + file(), new Properties());
                    var statement = connection.createStatement()) {
                statement.executeUpdate("update event set topics = null");
            }
            var refusal = assertThrows(LogUnavailableException.class, () -> data(log));
            assertThat(refusal.getMessage(), containsString("damaged"));
        }
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

    /// Counts the commits of its writer, each of which waits for the disk.
    private static final class CountingDatabase extends CommitHook {
        private final AtomicInteger commits = new AtomicInteger();

        CountingDatabase(Path file) {
            super(new SqliteOptions(file, Synchronous.FULL));
        }

        @Override
        void beforeCommit() {
            commits.incrementAndGet();
        }
    }
}
