package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/// A log whose writer can be held, and whose commits can fail.
abstract class SqliteCommitFixture {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Retention A_MINUTE = Retention.ofEach(1_000_000, MINUTE);

    @TempDir
    Path folder;

    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    SqliteOptions options() {
        return new SqliteOptions(folder.resolve("tidings.db"), Synchronous.OFF);
    }

    static IdempotencyLimits keys() {
        return new IdempotencyLimits(Duration.ofMinutes(10), 100);
    }

    SqliteEventLog open(Retention retention) {
        return SqliteEventLog.open(options(), () -> now, retention, keys());
    }

    static Topic topic(String name) {
        return new Topic(name);
    }

    static EventId append(SqliteEventLog log, String topic, String data) {
        return log.append(Batch.of(Draft.of(topic, data))).getFirst();
    }

    static List<String> data(SqliteEventLog log, String pattern) {
        return data(log, new Cursor.Beginning(), pattern);
    }

    static List<String> data(SqliteEventLog log, Cursor from, String pattern) {
        return log.read(from, Selection.of(pattern), new PageLimit(10_000, Integer.MAX_VALUE)).events().stream()
                .map(event -> event.data().toString())
                .toList();
    }

    static List<String> latest(SqliteEventLog log, String pattern) {
        return data(log, Cursor.Latest.START, pattern);
    }

    static Tail.Listener listener(Runnable appended) {
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
    final class HeldWriter {
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final Tail tail;
        final Future<EventId> hold;

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
    static final class FailingDatabase extends CommitHook {
        volatile boolean fails;
        volatile SQLiteErrorCode code = SQLiteErrorCode.SQLITE_IOERR;

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
