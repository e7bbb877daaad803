package io.tidings.log.sqlite;

import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The files that SQLite has open, and whether their names still lead to them. SQLite goes on in a file that was
/// deleted as if nothing had happened, and a restart would find nothing.
final class FilesInPlace {
    /// So often each file is looked at; in between a look at the folder is enough.
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path configured;
    private final Path folder;
    private final Path database;
    private final Path wal;
    private final Path shm;
    private final Object databaseInode;
    private final Object walInode;
    private final Object shmInode;
    private volatile Seen seen = Seen.NOTHING;

    /// Call it when SQLite has opened the database, which is there by the second path, without links.
    FilesInPlace(Path configured, Path database, Object databaseInode) throws IOException {
        this.configured = configured;
        this.folder = Objects.requireNonNull(database.getParent());
        this.database = database;
        this.wal = wal(database);
        this.shm = database.resolveSibling(database.getFileName() + "-shm");
        this.databaseInode = databaseInode;
        this.walInode = Inode.of(wal);
        this.shmInode = Inode.of(shm);
    }

    static Path wal(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    /// The folder as it was when every file in it was in its place, and when that was.
    private record Seen(Optional<Inode.Folder> folder, long nanos) {
        static final Seen NOTHING = new Seen(Optional.empty(), 0);

        boolean isStill(Path path) {
            return folder.isPresent() && System.nanoTime() - nanos < LOOK_NANOS && folder.equals(Inode.Folder.at(path));
        }
    }

    /// True if every file is in its place, so that a commit that was made just now would be found after a restart. A
    /// folder in which nothing was made, moved or deleted is not looked into: that takes two microseconds.
    boolean areAll() {
        return (seen.isStill(folder) && isBehindItsLink()) || look();
    }

    /// A link is asked each time, for what becomes of it does not show in the folder of the database.
    private boolean isBehindItsLink() {
        return configured.equals(database) || Inode.isBehind(configured, databaseInode);
    }

    private boolean look() {
        var before = Inode.Folder.at(folder);
        boolean areAll = hasDatabase() && Inode.isAt(wal, walInode) && Inode.isAt(shm, shmInode);
        // What is changed within a tick of the system's clock has the same time.
        var settled = before.filter(found -> areAll && found.isOlderThan(LOOK_NANOS));
        seen = new Seen(settled, System.nanoTime());
        return areAll;
    }

    /// True if the database itself is in its place, whatever becomes of the files beside it.
    boolean hasDatabase() {
        return Inode.isAt(database, databaseInode) && isBehindItsLink();
    }

    /// What is missing, and what to do.
    LogUnavailableException missing() {
        if (!hasDatabase()) {
            return new LogUnavailableException(configured + " was deleted, moved or replaced while the hub uses it: put"
                    + " the same file back, or restart the hub to go on with what is there then");
        }
        return new LogUnavailableException("a file beside " + configured + " (-wal or -shm) was deleted or replaced"
                + " while the hub uses it, and cannot be made anew yet");
    }
}
