package io.tidings.log.sqlite;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.sqlite.SQLiteErrorCode;

/// A log whose writer can be held, and whose commits can fail.
abstract class SqliteCommitFixture extends SqliteFileFixture {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Retention A_MINUTE = Retention.ofEach(1_000_000, MINUTE);

    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    static Topic topic(String name) {
        return new Topic(name);
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
