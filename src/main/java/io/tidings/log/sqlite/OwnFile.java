package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The database file, and the right of one hub to it. Two locks are held: one on the file, by device and inode, and
/// one on a file beside it, for the names of SQLite's own files beside it, even if the database is replaced meanwhile.
final class OwnFile implements AutoCloseable {
    private static final String WHERE = " (tidings.log.sqlite.path)";
    private static final String CHOOSE = ", or give this one a file of its own" + WHERE;

    private final Path configured;
    private final Path path;
    private final Object inode;
    private final HeldFile name;
    private final HeldFile file;
    private boolean isLost;

    private OwnFile(Path configured, Path path, HeldFile name, HeldFile file) throws IOException {
        this.configured = configured;
        this.path = path;
        this.name = name;
        this.file = file;
        this.inode = Inode.of(path);
    }

    /// Makes folder and file if need be. Throws [LogUnavailableException] if another hub has it, or if it cannot be
    /// used under this name.
    static OwnFile hold(Path configured) {
        var path = real(configured);
        try {
            var name = hold(path.resolveSibling(path.getFileName() + ".lock"), configured);
            try {
                return hold(path, configured, name);
            } catch (IOException | LogUnavailableException e) {
                name.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LogUnavailableException(
                    "cannot write " + path + " and beside it: let this user write there, or choose another file"
                            + WHERE,
                    e);
        }
    }

    private static OwnFile hold(Path path, Path configured, HeldFile name) throws IOException {
        var file = hold(path, configured);
        try {
            checkNames(path, configured);
            return new OwnFile(configured, path, name, file);
        } catch (IOException | LogUnavailableException e) {
            file.close();
            throw e;
        }
    }

    private static HeldFile hold(Path path, Path configured) throws IOException {
        return HeldFile.hold(path).orElseThrow(() -> isTaken(configured));
    }

    private static LogUnavailableException isTaken(Path path) {
        return new LogUnavailableException("another Tidings uses " + path + ": stop it" + CHOOSE);
    }

    private static void checkNames(Path path, Path configured) throws IOException {
        int names = Inode.names(path).orElse(1);
        if (names > 1) {
            throw new LogUnavailableException(
                    configured + " has " + names + " names (hard links), and what SQLite keeps"
                            + " beside one of them is missing beside the other: remove the others" + CHOOSE);
        }
    }

    /// SQLite puts its own files beside the file itself, not beside a link to it.
    private static Path real(Path configured) {
        try {
            var folder = Files.createDirectories(configured.getParent()).toRealPath();
            var path = folder.resolve(configured.getFileName());
            HeldFile.create(path);
            return path.toRealPath();
        } catch (IOException e) {
            throw new LogUnavailableException(
                    "cannot write in " + configured.getParent() + ": let this user write there, or choose another file"
                            + WHERE,
                    e);
        }
    }

    /// Takes the lock on the file again, which SQLite may have dropped. If another hub came first it may have changed
    /// the file, so this one gets it no more. Throws [LogUnavailableException] then.
    void holdAgain() throws IOException {
        isLost = isLost || !file.holdAgain();
        if (isLost) {
            throw isTaken(configured);
        }
    }

    /// As it was asked for.
    Path configured() {
        return configured;
    }

    /// Without links.
    Path path() {
        return path;
    }

    Object inode() {
        return inode;
    }

    /// Lets another process have it.
    @Override
    public void close() throws IOException {
        file.close();
        name.close();
    }
}
