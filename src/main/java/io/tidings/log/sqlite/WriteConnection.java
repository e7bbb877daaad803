package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The connection that changes the file: opened when it is needed, and anew after a failure or when the file is no
/// longer the one that was opened. Owned by the writer's thread.
final class WriteConnection {
    private static final Logger LOG = Logger.getLogger(WriteConnection.class);
    private static final long MAX_WAL_BYTES = 32L * 1024 * 1024;

    /// Readers that follow one another can keep the write-ahead log from being emptied, and publishers wait meanwhile.
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Of this length, it has to be: a page is read for two seconds at most.
    private static final long TOO_MANY_BYTES = 16 * MAX_WAL_BYTES;

    private static final Duration LONG_PATIENCE = Duration.ofSeconds(3);

    private final Database database;
    private final Readers readers;
    private @Nullable Statements statements;
    private long triedAt = System.nanoTime() - PAUSE.toNanos();

    WriteConnection(Database database, Readers readers) {
        this.database = database;
        this.readers = readers;
    }

    boolean isOpen() {
        return statements != null;
    }

    Statements open() throws SQLException {
        var open = statements;
        if (open != null && database.isInPlace()) {
            return open;
        }
        close();
        if (database.needsReopening()) {
            readers.reopen(database::reopen);
        }
        open = Statements.open(database);
        statements = open;
        return open;
    }

    /// True if what was committed would be found after a restart. A write-ahead log that was deleted may be taken over
    /// into the database.
    boolean hasKept() {
        if (database.isInPlace()) {
            return true;
        }
        close();
        return database.completeFile() && database.needsReopening();
    }

    /// Moves the write-ahead log into the database if it has grown long. What fails here will fail the next commit too,
    /// if it matters.
    void shortenWal() {
        long bytes = database.walBytes();
        if (bytes > MAX_WAL_BYTES && System.nanoTime() - triedAt > PAUSE.toNanos()) {
            try {
                open().checkpoint(bytes > TOO_MANY_BYTES ? LONG_PATIENCE : PATIENCE);
                triedAt = System.nanoTime();
            } catch (SQLException | LogUnavailableException e) {
                LOG.debugf(e, "cannot shorten the write-ahead log of %s", database.path());
            }
        }
    }

    void close() {
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
}
