package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A few readers for many threads. One that fails is not used again.
final class Readers implements AutoCloseable {
    private static final int MOST = 8;

    private final Database database;
    private final LogState state;
    private final Semaphore places = new Semaphore(MOST);
    private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Readers(Database database, LogState state) {
        this.database = database;
        this.state = state;
    }

    /// What to do with a reader.
    interface Reading<T> {
        T with(Reader reader) throws SQLException;
    }

    /// Waits for a reader if all are busy.
    <T> T read(Reading<T> reading) {
        places.acquireUninterruptibly();
        try {
            if (closed) {
                throw new LogUnavailableException("the log is closed");
            }
            var reader = idle.poll();
            return readWith(reader == null ? new Reader(database.openReader(), state) : reader, reading);
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot read " + database.path() + ": " + e.getMessage(), e);
        } finally {
            places.release();
        }
    }

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
        places.acquireUninterruptibly(MOST);
        closed = true;
        try {
            for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
                reader.close();
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot close " + database.path(), e);
        } finally {
            places.release(MOST);
        }
    }
}
