package io.tidings.log.sqlite;

import io.tidings.log.Await;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one thread that changes the file. It takes what others put in its queue, in order, and carries out what has
/// queued up in one transaction, because it is the wait for the disk at its end that takes time. After a failure
/// nothing of the transaction is kept, and the file is opened anew.
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int MAX_TASKS_A_COMMIT = 2_000;
    private static final long MAX_BYTES_A_COMMIT = 8L * 1024 * 1024;

    private static final long MAX_WAL_BYTES = 32L * 1024 * 1024;

    private final Database database;
    private final Readers readers;
    private final LogState state;
    private final Retention retention;
    private final Tails tails;
    private final BlockingQueue<Queued<?>> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile @Nullable LogUnavailableException failure;
    private boolean closed;
    private @Nullable Statements statements;

    Writer(Database database, Readers readers, LogState state, Retention retention, Tails tails) {
        this.database = database;
        this.readers = readers;
        this.state = state;
        this.retention = retention;
        this.tails = tails;
    }

    void start() {
        Thread.ofPlatform().name("sqlite-writer").daemon().start(this::run);
    }

    /// A change of the file.
    interface Task<T> {
        /// Runs in a transaction with others, in order; a second time if one of them failed.
        T run(Transaction transaction) throws SQLException;
    }

    private record Queued<T>(Task<T> task, long bytes, CompletableFuture<T> done) {
        /// Runs it, and returns what is left to do after the commit.
        Runnable run(Transaction transaction) throws SQLException {
            var result = task.run(transaction);
            return () -> done.complete(result);
        }
    }

    /// Waits until a task that writes about so many bytes is durable, or throws [LogUnavailableException].
    <T> T call(long bytes, Task<T> task) {
        return Await.result(submit(bytes, task));
    }

    /// Gives the result of a task when it is durable. What depends on it runs on the writer's thread.
    <T> CompletableFuture<T> submit(long bytes, Task<T> task) {
        var queued = new Queued<>(task, bytes, new CompletableFuture<T>());
        add(queued);
        return queued.done();
    }

    private synchronized void add(Queued<?> queued) {
        if (closed) {
            queued.done().completeExceptionally(isClosed());
        } else {
            queue.add(queued);
        }
    }

    private static LogUnavailableException isClosed() {
        return new LogUnavailableException("the log is closed");
    }

    /// Why nothing could be written the last time, if so.
    @Nullable
    LogUnavailableException failure() {
        return failure;
    }

    private void run() {
        try {
            var group = new ArrayList<Queued<?>>();
            while (!isDone()) {
                gather(group);
                carryOut(group);
                group.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody may interrupt the writer", e);
        } finally {
            end();
        }
    }

    /// Leaves nobody waiting, whatever ended the thread.
    private void end() {
        closeStatements();
        synchronized (this) {
            closed = true;
        }
        queue.forEach(queued -> queued.done().completeExceptionally(isClosed()));
        ended.complete(true);
    }

    private synchronized boolean isDone() {
        return closed && queue.isEmpty();
    }

    /// Waits for a task and takes those that have queued up behind it.
    private void gather(List<Queued<?>> group) throws InterruptedException {
        var next = queue.take();
        long bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next.bytes();
            next = group.size() < MAX_TASKS_A_COMMIT && bytes < MAX_BYTES_A_COMMIT ? queue.poll() : null;
        }
    }

    private void carryOut(List<Queued<?>> group) {
        var completions = new ArrayList<Runnable>();
        Transaction committed;
        try {
            committed = commit(group, completions);
        } catch (SQLException | RuntimeException | Error e) {
            undo(group, completions.size(), e);
            return;
        }
        tails.publish(committed);
        if (isKept()) {
            completions.forEach(Runnable::run);
            shortenWal();
        } else {
            refuse(
                    group,
                    new LogUnavailableException(
                            "it may or may not be kept: " + database.missing().getMessage()));
        }
    }

    /// True if what was committed would be found after a restart. A write-ahead log that was deleted may be taken over
    /// into the database.
    private boolean isKept() {
        if (database.isInPlace()) {
            return true;
        }
        closeStatements();
        return database.completeFile() && database.needsReopening();
    }

    private void refuse(List<Queued<?>> group, LogUnavailableException reason) {
        remember(reason);
        group.forEach(queued -> queued.done().completeExceptionally(reason));
    }

    private Transaction commit(List<Queued<?>> group, List<Runnable> completions) throws SQLException {
        var open = open();
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

    private Statements open() throws SQLException {
        var open = statements;
        if (open != null && database.isInPlace()) {
            return open;
        }
        closeStatements();
        if (database.needsReopening()) {
            readers.reopen(database::reopen);
        }
        open = Statements.open(database);
        statements = open;
        return open;
    }

    /// A task that cannot be carried out though the file is well fails alone, and the others go without it.
    private void undo(List<Queued<?>> group, int carriedOut, Throwable cause) {
        boolean isFault = statements != null && carriedOut < group.size() && Trouble.kind(cause) == Trouble.OTHER;
        closeStatements();
        var unavailable = cause instanceof LogUnavailableException missing
                ? missing
                : new LogUnavailableException("cannot write " + database.path() + ": " + Trouble.of(cause), cause);
        if (!isFault) {
            refuse(group, unavailable);
            if (!database.isInPlace()) {
                database.completeFile();
            }
            return;
        }
        LOG.error("What was to be written has a fault, and was not", cause);
        var others = new ArrayList<>(group);
        others.remove(carriedOut).done().completeExceptionally(unavailable);
        if (!others.isEmpty()) {
            carryOut(others);
        }
    }

    /// What fails here will fail the next commit too, if it matters.
    private void shortenWal() {
        if (database.walBytes() > MAX_WAL_BYTES) {
            try {
                open().checkpoint();
            } catch (SQLException | LogUnavailableException e) {
                LOG.debugf(e, "cannot shorten the write-ahead log of %s", database.path());
            }
        }
    }

    private void remember(LogUnavailableException unavailable) {
        var cause = unavailable.getCause();
        if (failure == null && cause != null && Trouble.kind(cause) == Trouble.OTHER) {
            LOG.error("No events can be kept for now", unavailable);
        } else if (failure == null) {
            LOG.warnf("No events can be kept for now: %s", unavailable.getMessage());
        }
        failure = unavailable;
    }

    private void closeStatements() {
        var open = statements;
        statements = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.warnf(e, "cannot close %s", database.path());
        }
    }

    /// Finishes what has queued up.
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                // Wakes the thread, after all others.
                add(new Queued<>(_ -> true, 0, new CompletableFuture<>()));
                closed = true;
            }
        }
        Await.result(ended);
    }
}
