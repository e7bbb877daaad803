package io.tidings.log.sqlite;

import io.tidings.event.Event;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The one thread that changes the file. It takes what others put in its queue, in order, and carries out what has
/// queued up in one transaction, because it is the wait for the disk at its end that takes time. After a failure
/// nothing of the transaction is kept, and the file is opened anew.
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final int MOST_TASKS_A_COMMIT = 2_000;
    private static final long MOST_BYTES_A_COMMIT = 8L * 1024 * 1024;

    private final Database database;
    private final LogState state;
    private final Retention retention;
    private final List<Tail.Listener> listeners;
    private final BlockingQueue<Queued<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile @Nullable LogUnavailableException failure;
    private volatile boolean closed;
    private @Nullable Statements statements;

    Writer(Database database, LogState state, Retention retention, List<Tail.Listener> listeners) {
        this.database = database;
        this.state = state;
        this.retention = retention;
        this.listeners = listeners;
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A change of the file.
    interface Task<T> {
        /// Runs in a transaction with others, in order.
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
        var queued = new Queued<>(task, bytes, new CompletableFuture<T>());
        queue.add(queued);
        if (closed) {
            failLeftovers();
        }
        try {
            return queued.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogUnavailableException unavailable
                    ? new LogUnavailableException(String.valueOf(unavailable.getMessage()), unavailable)
                    : e;
        }
    }

    /// Why the last transaction failed, if it did.
    @Nullable
    LogUnavailableException failure() {
        return failure;
    }

    private void run() {
        var group = new ArrayList<Queued<?>>();
        try {
            while (!closed || !queue.isEmpty()) {
                gather(group);
                commit(group);
                group.clear();
            }
        } catch (InterruptedException _) {
            // closing
        }
        closeStatements();
        failLeftovers();
    }

    /// Waits for a task and takes those that have queued up behind it.
    private void gather(List<Queued<?>> group) throws InterruptedException {
        var next = queue.take();
        long bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next.bytes();
            next = group.size() < MOST_TASKS_A_COMMIT && bytes < MOST_BYTES_A_COMMIT ? queue.poll() : null;
        }
    }

    private void commit(List<Queued<?>> group) {
        var completions = new ArrayList<Runnable>();
        var transaction = Optional.<Transaction>empty();
        try {
            var begun = new Transaction(open(), state, retention);
            transaction = Optional.of(begun);
            for (var queued : group) {
                completions.add(queued.run(begun));
            }
            begun.statements().commit();
        } catch (SQLException | RuntimeException e) {
            transaction.ifPresent(Transaction::rollback);
            fail(group, e);
            return;
        }
        failure = null;
        transaction.map(Transaction::publish).ifPresent(this::hand);
        completions.forEach(Runnable::run);
    }

    /// Subscribers hear of an event no later than its publisher. The events are kept, so a listener that fails
    /// against its promise changes nothing for their publishers.
    private void hand(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        for (var listener : listeners) {
            try {
                listener.appended(events);
            } catch (RuntimeException e) {
                LOG.error("a listener failed", e);
            }
        }
    }

    private Statements open() throws SQLException {
        var open = statements;
        if (open == null) {
            open = new Statements(database.openWriter());
            statements = open;
        }
        return open;
    }

    private void fail(List<Queued<?>> group, Exception cause) {
        var unavailable = new LogUnavailableException(
                "cannot write " + database.path() + ": " + cause.getMessage()
                        + " (is the disk full, or the file read-only?)",
                cause);
        failure = unavailable;
        closeStatements();
        group.forEach(queued -> queued.done().completeExceptionally(unavailable));
    }

    private void closeStatements() {
        var open = statements;
        statements = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            failure = new LogUnavailableException("cannot close " + database.path(), e);
        }
    }

    private void failLeftovers() {
        for (var queued = queue.poll(); queued != null; queued = queue.poll()) {
            queued.done().completeExceptionally(new LogUnavailableException("the log is closed"));
        }
    }

    /// Finishes what has queued up.
    @Override
    public void close() {
        closed = true;
        try {
            queue.add(new Queued<>(_ -> true, 0, new CompletableFuture<>()));
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
