package io.tidings.log.sqlite;

import io.tidings.log.Await;
import io.tidings.log.GroupCommit;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.telemetry.Telemetry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Changes the file: carries out what has queued up in one transaction. After a failure nothing of the transaction is
/// kept, and the file is opened anew.
final class Writer implements GroupCommit.Committer<Writer.Queued<?>>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int MAX_TASKS_A_COMMIT = 2_000;
    private static final long MAX_BYTES_A_COMMIT = 8L * 1024 * 1024;

    private final Database database;
    private final WriteConnection connection;
    private final LogState state;
    private final Retention retention;
    private final SqliteTail tail;
    private final Telemetry telemetry;
    private final GroupCommit<Queued<?>> commits = new GroupCommit<>("sqlite-writer", this);
    private volatile @Nullable LogUnavailableException failure;

    Writer(
            Database database,
            Readers readers,
            LogState state,
            Retention retention,
            SqliteTail tail,
            Telemetry telemetry) {
        this.database = database;
        this.connection = new WriteConnection(database, readers);
        this.state = state;
        this.retention = retention;
        this.tail = tail;
        this.telemetry = telemetry;
    }

    void start() {
        commits.start();
    }

    /// A change of the file.
    interface Task<T> {
        /// Runs in a transaction with others, in order; a second time if one of them failed.
        T run(Transaction transaction) throws SQLException;
    }

    /// A task that waits for its commit.
    record Queued<T>(Task<T> task, long bytes, CompletableFuture<T> done) implements GroupCommit.Task {
        /// Runs it, and returns what is left to do after the commit.
        Runnable run(Transaction transaction) throws SQLException {
            var result = task.run(transaction);
            return () -> done.complete(result);
        }

        @Override
        public void refuse(LogUnavailableException reason) {
            done.completeExceptionally(reason);
        }
    }

    /// Waits until a task is durable that writes about this number of bytes, or throws [LogUnavailableException].
    <T> T call(long bytes, Task<T> task) {
        return Await.result(submit(bytes, task));
    }

    /// Gives the result of a task when it is durable. What depends on it runs on the writer's thread.
    <T> CompletableFuture<T> submit(long bytes, Task<T> task) {
        var queued = new Queued<>(task, bytes, new CompletableFuture<T>());
        commits.add(queued);
        return queued.done();
    }

    /// Why nothing could be written the last time, if so.
    @Nullable
    LogUnavailableException failure() {
        return failure;
    }

    @Override
    public Predicate<Queued<?>> room() {
        return new Predicate<>() {
            private int tasks;
            private long bytes;

            @Override
            public boolean test(Queued<?> next) {
                boolean hasRoom = tasks < MAX_TASKS_A_COMMIT && bytes < MAX_BYTES_A_COMMIT;
                tasks++;
                bytes += next.bytes();
                return hasRoom;
            }
        };
    }

    @Override
    public void commit(List<Queued<?>> group) {
        var completions = new ArrayList<Runnable>();
        Transaction committed;
        try {
            committed = carryOut(group, completions);
        } catch (SQLException | RuntimeException | Error e) {
            undo(group, completions.size(), e);
            return;
        }
        committed.report(telemetry);
        tail.publish(committed);
        if (connection.hasKept()) {
            completions.forEach(Runnable::run);
            connection.shortenWal();
        } else {
            refuse(
                    group,
                    LogUnavailableException.mayBeKept(
                            "it may or may not be kept: " + database.missing().getMessage(), null));
        }
    }

    private void refuse(List<Queued<?>> group, LogUnavailableException reason) {
        remember(reason);
        group.forEach(queued -> queued.refuse(reason));
    }

    private Transaction carryOut(List<Queued<?>> group, List<Runnable> completions) throws SQLException {
        var open = connection.open();
        var transaction = new Transaction(open, state, retention);
        try {
            for (var queued : group) {
                completions.add(queued.run(transaction));
            }
            open.commit();
        } catch (SQLException | RuntimeException | Error e) {
            transaction.rollback();
            throw e;
        }
        if (failure != null && open.hasWritten()) {
            failure = null;
            LOG.infof("%s takes events again", database.path());
        }
        return transaction;
    }

    /// A task that fails although the file is sound fails alone; the other tasks of the group are committed.
    private void undo(List<Queued<?>> group, int carriedOut, Throwable cause) {
        boolean isFault =
                connection.isOpen() && carriedOut < group.size() && SqliteFailure.kind(cause) == SqliteFailure.OTHER;
        connection.close();
        var unavailable = cause instanceof LogUnavailableException missing
                ? missing
                : new LogUnavailableException(
                        "cannot write " + database.path() + ": " + SqliteFailure.of(cause), cause);
        if (!isFault) {
            refuse(group, unavailable);
            if (!database.isInPlace()) {
                database.completeFile();
            }
            return;
        }
        LOG.error("What was to be written has a fault, and was not", cause);
        var others = new ArrayList<>(group);
        others.remove(carriedOut).refuse(unavailable);
        if (!others.isEmpty()) {
            commit(others);
        }
    }

    private void remember(LogUnavailableException unavailable) {
        var cause = unavailable.getCause();
        if (failure == null && cause != null && SqliteFailure.kind(cause) == SqliteFailure.OTHER) {
            LOG.error("No events can be kept for now", unavailable);
        } else if (failure == null) {
            LOG.warnf("No events can be kept for now: %s", unavailable.getMessage());
        }
        failure = unavailable;
    }

    @Override
    public void ended() {
        connection.close();
    }

    boolean isAlive() {
        return commits.isAlive();
    }

    /// Finishes what has queued up.
    @Override
    public void close() {
        commits.close();
    }
}
