package io.tidings.log.sqlite;

import io.tidings.log.Await;
import io.tidings.log.LogUnavailableException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// A few readers for many threads; a caller waits while all of them are busy. They have threads of their own,
/// because a virtual thread keeps its carrier while it is inside SQLite, and publishers would wait for that.
final class Readers implements AutoCloseable {
    private static final int MAX_READERS = 4;

    private final Database database;
    private final LogState state;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            MAX_READERS, Thread.ofPlatform().name("sqlite-reader-", 1).daemon().factory());
    private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    Readers(Database database, LogState state) {
        this.database = database;
        this.state = state;
    }

    /// What to do with a reader.
    interface Reading<T> {
        T with(Reader reader) throws SQLException;
    }

    /// Waits for the result, or throws [LogUnavailableException].
    <T> T read(Reading<T> reading) {
        return compute(() -> readNow(reading));
    }

    /// The same for what takes a while without the file.
    <T> T compute(Supplier<T> computation) {
        try {
            return Await.result(CompletableFuture.supplyAsync(computation, threads));
        } catch (RejectedExecutionException e) {
            throw new LogUnavailableException("the log is closed", e);
        }
    }

    /// What to do with the file while nobody reads.
    interface Reopening {
        void run() throws SQLException;
    }

    /// Closes all readers first, and lets others be opened after.
    void reopen(Reopening reopening) throws SQLException {
        inUse.writeLock().lock();
        try {
            closeIdle();
            reopening.run();
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private <T> T readNow(Reading<T> reading) {
        inUse.readLock().lock();
        try {
            var reader = idle.poll();
            return readWith(reader == null ? Reader.open(database, state) : reader, reading);
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot read " + database.path() + ": " + SqliteFailure.of(e), e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /// A reader that fails is not used again.
    private <T> T readWith(Reader reader, Reading<T> reading) throws SQLException {
        boolean done = false;
        try {
            var result = reading.with(reader);
            done = true;
            return result;
        } finally {
            if (done) {
                idle.add(reader);
            } else {
                reader.close();
            }
        }
    }

    /// Waits for those that read.
    @Override
    public void close() {
        threads.close();
        try {
            closeIdle();
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot close " + database.path() + ": " + SqliteFailure.of(e), e);
        }
    }

    private void closeIdle() throws SQLException {
        for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
