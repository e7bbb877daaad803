package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.TopicPattern;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;

/// Retention that fails, is late, or has much to drop.
class SqliteRetentionTest extends SqliteCommitFixture {
    @Test
    void aHorizonThatCouldNotBeKeptIsKeptLater() throws Exception {
        var database = new FailingDatabase(options());
        EventId first;
        try (var log = open(database, A_MINUTE)) {
            first = append(log, "t", "1");
            append(log, "t", "2");
            now = now.plus(Duration.ofHours(1));
            for (boolean fails : List.of(true, false, true, false)) {
                database.fails = fails;
                try {
                    log.trim();
                } catch (LogUnavailableException _) {
                    // told to
                }
            }
            append(log, "other", "so that the first id is not ahead of the log");
        }
        try (var log = open(A_MINUTE)) {
            var page = log.read(new Cursor.After(first), Selection.of("t"), new PageLimit(10, 1000));
            assertThat(page.gap().isPresent(), is(true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, the disk is full",
        "SQLITE_READONLY, let this user write",
        "SQLITE_IOERR_WRITE, the disk fails",
        "SQLITE_CANTOPEN, ulimit -n"
    })
    void retentionThatFailsSaysWhatToDo(SQLiteErrorCode code, String advice) {
        var database = new FailingDatabase(options());
        var retention = Retention.ofEach(1, Duration.ofDays(1));
        try (var log = open(database, retention)) {
            append(log, "t", "1");
            append(log, "t", "2");
            database.code = code;
            database.fails = true;
            var failure = assertThrows(LogUnavailableException.class, log::trim);
            assertThat(failure.getMessage(), containsString(advice));
            database.fails = false;
            log.trim();
            assertThat(data(log, "t"), is(List.of("2")));
        }
    }

    @Test
    void topicsThatCannotBeForgottenYetDoNotHoldUpTheOthers() {
        var retention = new Retention(
                List.of(
                        new Retention.Rule(TopicPattern.ALL, 1_000_000, MINUTE),
                        new Retention.Rule(TopicPattern.parse("long"), 1_000_000, Duration.ofDays(365))),
                Long.MAX_VALUE);
        try (var log = open(retention)) {
            append(log, "long", "kept");
            for (int i = 0; i < 600; i++) {
                append(log, "b/" + i, "goes");
            }
            now = now.plus(Duration.ofHours(1));
            while (log.trim()) {}
            append(log, "z", "goes too");
            now = now.plus(Duration.ofHours(1));
            while (log.trim()) {}
            assertThat(data(log, "**"), is(List.of("kept")));
        }
    }

    @Test
    void overItsSizeTheLogDropsNoMoreThanItMust() {
        long maxBytes = 4L * 1024 * 1024;
        try (var log = open(new Retention(A_MINUTE.rules(), maxBytes))) {
            for (int i = 0; i < 60; i++) {
                append(log, "t", "x".repeat(100_000));
            }
            while (log.trim()) {}
            assertThat(data(log, "t").size(), is(both(greaterThan(35)).and(lessThan(42))));
        }
    }
}
