package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// The file: held for this process alone, and opened for one writer and several readers.
class Database implements AutoCloseable {
    private final SqliteOptions options;
    private final FileChannel lockFile;

    Database(SqliteOptions options) {
        this.options = options;
        this.lockFile = lock(options.path().toAbsolutePath());
    }

    /// A file beside the database, because SQLite itself lets several processes write.
    private static FileChannel lock(Path database) {
        try {
            Files.createDirectories(database.getParent());
            var channel = FileChannel.open(
                    database.resolveSibling(database.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new LogUnavailableException("another Tidings uses " + database
                        + ": stop it, or give this one a file of its own (tidings.log.sqlite.path)");
            }
            return channel;
        } catch (IOException e) {
            throw new LogUnavailableException(
                    "cannot write in " + database.getParent()
                            + ": let this user write there, or choose another file (tidings.log.sqlite.path)",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /// Commits by hand, and waits for the disk as the options say.
    Connection openWriter() throws SQLException {
        var connection = open();
        connection.setAutoCommit(false);
        return connection;
    }

    Connection openReader() throws SQLException {
        return open();
    }

    /// The driver itself: in a native binary the DriverManager knows none.
    private Connection open() throws SQLException {
        var connection = new JDBC().connect("jdbc:sqlite:" + options.path(), new Properties());
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = " + options.synchronous());
            statement.execute("pragma busy_timeout = 10000");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    Path path() {
        return options.path();
    }

    /// Lets another process have the file.
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new LogUnavailableException("cannot unlock " + path(), e);
        }
    }
}
