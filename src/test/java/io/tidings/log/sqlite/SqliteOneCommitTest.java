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
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.TopicPattern;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

/// What happens when appends, retention and failures meet in one commit of the writer.
class SqliteOneCommitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Retention A_MINUTE = Retention.ofEach(1_000_000, MINUTE);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAppendSurvivesThatItsTopicIsForgottenInTheSameCommit(int trimsBefore) throws Exception {
        try (var log = open(A_MINUTE)) {
            append(log, "t", "old");
            now = now.plus(Duration.ofHours(1));
            for (int i = 0; i < trimsBefore; i++) {
                log.trim();
            }
            var held = new HeldWriter(log);
            var trim = held.queue(log::trim);
            var append = held.queue(() -> append(log, "t", "kept"));
            held.release();
            trim.get();
            append.get();
            assertThat(data(log, "t"), is(List.of("kept")));
            assertThat(data(log, "**"), is(List.of("hold", "kept")));
        }
        try (var log = open(A_MINUTE)) {
            assertThat(data(log, "t"), is(List.of("kept")));
        }
    }

    @Test
    void aFailedCommitLeavesTheTopicsAsTheyWere() throws Exception {
        var database = new FailingDatabase(options());
        var retention = Retention.ofEach(2, Duration.ofDays(1));
        try (var log = SqliteEventLog.open(database, () -> now, retention, keys())) {
            var ids = new ArrayList<EventId>();
            for (var data : List.of("1", "2", "3")) {
                ids.add(append(log, "t", data));
            }
            var held = new HeldWriter(log);
            var append = held.queue(() -> append(log, "t", "refused"));
            var trim = held.queue(log::trim);
            database.fails = true;
            held.release();
            assertThrows(Exception.class, append::get);
            assertThrows(Exception.class, trim::get);
            assertThat(
                    log.topics(Selection.ALL, "t", "", 1), is(List.of(new TopicSummary(topic("t"), ids.getLast(), 3))));
            assertThat(data(log, "t"), is(List.of("1", "2", "3")));
            assertThat(latest(log, "t"), is(List.of("3")));
            assertThrows(LogUnavailableException.class, log::check);
            database.fails = false;
            log.check();
            log.trim();
            assertThat(data(log, "t"), is(List.of("2", "3")));
        }
    }

    @Test
    void aHorizonThatCouldNotBeKeptIsKeptLater() throws Exception {
        var database = new FailingDatabase(options());
        EventId first;
        try (var log = SqliteEventLog.open(database, () -> now, A_MINUTE, keys())) {
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
        try (var log = SqliteEventLog.open(database, () -> now, retention, keys())) {
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
    void aListenerThatThrowsHarmsNeitherPublisherNorOtherListeners() {
        try (var log = open(A_MINUTE)) {
            var seen = new ArrayList<Event>();
            log.tail(listener(() -> {
                throw new IllegalStateException("a fault of a listener");
            }));
            log.tail(new Tail.Listener() {
                @Override
                public void appended(List<Event> events) {
                    seen.addAll(events);
                }

                @Override
                public void dropped() {}

                @Override
                public void interrupted(EventId id) {}
            });
            append(log, "t", "1");
            log.check();
            assertThat(seen.size(), is(1));
            assertThat(data(log, "t"), is(List.of("1")));
        }
    }

    @Test
    void aBatchThatCannotBeWrittenFailsAlone() throws Exception {
        var faults = new AtomicInteger();
        InstantSource clock = () -> {
            if (faults.getAndDecrement() == 2) {
                throw new IllegalStateException("a fault of one batch");
            }
            return now;
        };
        try (var log = SqliteEventLog.open(options(), clock, A_MINUTE, keys())) {
            var held = new HeldWriter(log);
            faults.set(3);
            var appends = new ArrayList<Future<EventId>>();
            for (var data : List.of("1", "2", "3")) {
                appends.add(held.queue(() -> append(log, "t", data)));
            }
            held.release();
            appends.get(0).get();
            assertThrows(ExecutionException.class, () -> appends.get(1).get());
            appends.get(2).get();
            assertThat(data(log, "t"), is(List.of("1", "3")));
            log.check();
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

    @Test
    void aLogThatIsClosedWhileManyAppendFinishesOrRefusesEach() throws Exception {
        for (int round = 0; round < 50; round++) {
            var log = open(A_MINUTE);
            var acknowledged = new ArrayList<Future<EventId>>();
            for (int i = 0; i < 50; i++) {
                acknowledged.add(threads.submit(() -> append(log, "t", "e")));
            }
            var close = threads.submit(log::close);
            close.get(20, TimeUnit.SECONDS);
            for (var append : acknowledged) {
                try {
                    append.get(20, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertThat(e.getCause() instanceof LogUnavailableException, is(true));
                }
            }
        }
    }

    private SqliteOptions options() {
        return new SqliteOptions(folder.resolve("tidings.db"), Synchronous.OFF);
    }

    private static IdempotencyLimits keys() {
        return new IdempotencyLimits(Duration.ofMinutes(10), 100);
    }

    private SqliteEventLog open(Retention retention) {
        return SqliteEventLog.open(options(), () -> now, retention, keys());
    }

    private static Topic topic(String name) {
        return new Topic(name);
    }

    private static EventId append(SqliteEventLog log, String topic, String data) {
        return log.append(Batch.of(Draft.of(topic, data))).getFirst();
    }

    private static List<String> data(SqliteEventLog log, String pattern) {
        return data(log, new Cursor.Beginning(), pattern);
    }

    private static List<String> latest(SqliteEventLog log, String pattern) {
        return data(log, Cursor.Latest.START, pattern);
    }

    private static List<String> data(SqliteEventLog log, Cursor from, String pattern) {
        return log.read(from, Selection.of(pattern), new PageLimit(10_000, Integer.MAX_VALUE)).events().stream()
                .map(event -> event.data().toString())
                .toList();
    }

    private static Tail.Listener listener(Runnable appended) {
        return new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                appended.run();
            }

            @Override
            public void dropped() {}

            @Override
            public void interrupted(EventId id) {}
        };
    }

    /// Holds up the writer, so that what is queued meanwhile goes into one commit.
    private final class HeldWriter {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final Tail tail;
        private final Future<EventId> hold;

        HeldWriter(SqliteEventLog log) throws InterruptedException {
            tail = log.tail(listener(() -> {
                held.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            hold = threads.submit(() -> append(log, "hold", "hold"));
            held.await();
        }

        /// In this order: each thread is waiting when the next starts.
        <T> Future<T> queue(Callable<T> task) {
            var future = new FutureTask<>(task);
            var thread = Thread.ofVirtual().start(future);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return future;
        }

        void release() throws Exception {
            tail.close();
            released.countDown();
            hold.get();
        }
    }

    /// Refuses to commit while told to.
    private static final class FailingDatabase extends CommitHook {
        private volatile boolean fails;
        private volatile SQLiteErrorCode code = SQLiteErrorCode.SQLITE_IOERR;

        FailingDatabase(SqliteOptions options) {
            super(options);
        }

        @Override
        void beforeCommit() throws SQLException {
            if (fails) {
                throw new SQLException("told to", "", code.code);
            }
        }
    }
}
