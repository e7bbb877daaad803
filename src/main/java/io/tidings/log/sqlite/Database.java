package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// The file: held for this log alone, and opened for one writer and several readers. No other hub can use it,
/// whatever it calls it: by a relative path, through links, through another mount.
///
/// SQLite drops all locks that the process has on a file, ours too, when the last of its connections lets go of it.
/// So one connection, the keeper, is open for as long as the file is held: in WAL mode it never lets go. Our lock is
/// taken before it is opened, and again after, because SQLite unlocks a file that is not in WAL mode yet. Nothing else
/// may open and close the file in this process.
class Database implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Database.class);

    /// For as long a connection waits for others that use the file.
    static final String PATIENCE = "pragma busy_timeout = 10000";

    /// Reads, so that SQLite has opened all files.
    private static final String LOOK = "select count(*) from sqlite_schema";

    private final SqliteOptions options;
    private final Path path;
    private final OwnFile file;
    private Connection keeper;
    private volatile FilesInPlace files;

    /// Holds the file, and makes it if need be. Throws [LogUnavailableException] if it cannot.
    Database(SqliteOptions options) {
        this.options = options;
        this.file = OwnFile.hold(options.path().toAbsolutePath().normalize());
        this.path = file.path();
        try {
            keeper = openKeeper();
            files = settle();
        } catch (SQLException | IOException | LogUnavailableException e) {
            close(file);
            throw new LogUnavailableException("cannot open " + path + ": " + SqliteFailure.of(e), e);
        }
    }

    private Connection openKeeper() throws SQLException {
        return connect("pragma journal_mode = wal", LOOK);
    }

    private FilesInPlace settle() throws IOException, SQLException {
        try {
            file.holdAgain();
            var found = new FilesInPlace(file.configured(), path, file.inode());
            if (found.areAll()) {
                return found;
            }
            throw found.missing();
        } catch (IOException | LogUnavailableException e) {
            keeper.close();
            throw e;
        }
    }

    /// Commits by hand, and waits for the disk as the options say.
    Connection openWriter() throws SQLException {
        var connection = open("pragma synchronous = " + options.synchronous());
        connection.setAutoCommit(false);
        return connection;
    }

    Connection openReader() throws SQLException {
        return open("pragma query_only = on");
    }

    /// Opens the very files that are held: SQLite itself looks at names alone.
    private Connection open(String pragma) throws SQLException {
        checkInPlace();
        var connection = connect(pragma, LOOK);
        try {
            checkInPlace();
        } catch (LogUnavailableException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// The driver itself: in a native binary the DriverManager knows none. The file is there; SQLite makes none.
    private Connection connect(String... commands) throws SQLException {
        var config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        var connection = new JDBC().connect("jdbc:sqlite:" + path, config.toProperties());
        try (var statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            for (var command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// True if the files that SQLite has open are those that are found by their names, so that a commit that was made
    /// just now would be found after a restart. Takes two microseconds mostly.
    boolean isInPlace() {
        return files.areAll();
    }

    /// What is missing, and what to do.
    LogUnavailableException missing() {
        return files.missing();
    }

    private void checkInPlace() {
        if (!isInPlace()) {
            throw missing();
        }
    }

    /// True if the database is in its place, and a file beside it is to be made anew.
    boolean needsReopening() {
        return !files.areAll() && files.hasDatabase();
    }

    /// Makes the files beside the database anew, without a loss. For the writer's thread, while no other connection is
    /// open.
    void reopen() throws SQLException {
        try {
            if (!keeper.isClosed() && !completeFile()) {
                throw missing();
            }
            keeper.close();
            keeper = openKeeper();
            files = settle();
            LOG.warnf("The files beside %s (-wal, -shm) were gone and have been made anew; nothing was lost", path);
        } catch (IOException e) {
            throw new LogUnavailableException("cannot make the files beside " + path + " anew", e);
        }
    }

    /// Takes over into the database what was committed to its write-ahead log, wherever both are now. Then the file
    /// is whole wherever it is found, and what is put in its place meets no log of another file. For the writer's
    /// thread. False if it is not whole yet.
    boolean completeFile() {
        try (var statement = keeper.createStatement();
                var result = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            return result.next() && result.getInt("busy") == 0;
        } catch (SQLException e) {
            LOG.debugf(e, "cannot complete %s", path);
            return false;
        }
    }

    /// How long the write-ahead log has become. SQLite begins it anew when nobody happens to read, which may be
    /// never.
    long walBytes() {
        return FilesInPlace.wal(path).toFile().length();
    }

    Path path() {
        return path;
    }

    /// Lets another process have the file. To call when the other connections are closed.
    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new LogUnavailableException("cannot close " + path + ": " + SqliteFailure.of(e), e);
        } finally {
            close(file);
        }
    }

    private static void close(OwnFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new LogUnavailableException("cannot unlock " + file.path(), e);
        }
    }
}
