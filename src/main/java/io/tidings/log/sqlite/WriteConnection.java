package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The connection that changes the file: opened when it is needed, and anew after a failure or when the file is no
/// longer the one that was opened. Owned by the writer's thread.
final class WriteConnection {
    private static final Logger LOG = Logger.getLogger(WriteConnection.class);
    private static final long MAX_WAL_BYTES = 32L * 1024 * 1024;

    private final Database database;
    private final Readers readers;
    private @Nullable Statements statements;

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
        if (database.walBytes() > MAX_WAL_BYTES) {
            try {
                open().checkpoint();
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
