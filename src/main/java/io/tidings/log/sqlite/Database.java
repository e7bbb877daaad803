package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/// The file: held for this log alone, and opened for one writer and several readers.
class Database implements AutoCloseable {
    private final SqliteOptions options;
    private final Path path;
    private final LockFile lock;

    Database(SqliteOptions options) {
        this.options = options;
        this.path = options.path().toAbsolutePath().normalize();
        this.lock = lock(path);
    }

    /// A file beside the database, because SQLite itself lets several processes write.
    private static LockFile lock(Path path) {
        try {
            var folder = Files.createDirectories(path.getParent()).toRealPath();
            return LockFile.hold(folder.resolve(path.getFileName() + ".lock"))
                    .orElseThrow(() -> new LogUnavailableException("another Tidings uses " + path
                            + ": stop it, or give this one a file of its own (tidings.log.sqlite.path)"));
        } catch (IOException e) {
            throw new LogUnavailableException(
                    "cannot write in " + path.getParent()
                            + ": let this user write there, or choose another file (tidings.log.sqlite.path)",
                    e);
        }
    }

    /// Commits by hand, and waits for the disk as the options say.
    Connection openWriter() throws SQLException {
        var connection = open("pragma journal_mode = wal", "pragma synchronous = " + options.synchronous());
        connection.setAutoCommit(false);
        return connection;
    }

    Connection openReader() throws SQLException {
        return open("pragma query_only = on");
    }

    /// The driver itself: in a native binary the DriverManager knows none.
    private Connection open(String... pragmas) throws SQLException {
        var connection = new JDBC().connect("jdbc:sqlite:" + path, new Properties());
        try (var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            for (var pragma : pragmas) {
                statement.execute(pragma);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// How long the write-ahead log has become. SQLite begins it anew when nobody happens to read, which may be
    /// never.
    long walBytes() {
        return path.resolveSibling(path.getFileName() + "-wal").toFile().length();
    }

    Path path() {
        return path;
    }

    /// Lets another process have the file.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LogUnavailableException("cannot unlock " + path, e);
        }
    }
}
