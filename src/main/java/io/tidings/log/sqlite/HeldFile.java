package io.tidings.log.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that one log holds at a time, of this process or another, whatever names lead to it: the system's lock is
/// on the inode. The system lets go when the process dies.
///
/// It lets go as well when this process closes any descriptor of the file. So a file that this process holds already
/// is not even opened here, and what else opens it must follow rules (see [Database]).
final class HeldFile implements AutoCloseable {
    /// Those of this process.
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    /// Far from the bytes that SQLite locks, and from those that a file has.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Object inode;
    private final FileChannel channel;
    private FileLock lock;

    private HeldFile(Object inode, FileChannel channel, FileLock lock) {
        this.inode = inode;
        this.channel = channel;
        this.lock = lock;
    }

    /// Makes the file if need be. Empty if another has it.
    static synchronized Optional<HeldFile> hold(Path path) throws IOException {
        create(path);
        var inode = Inode.of(path);
        if (!HELD.add(inode)) {
            return Optional.empty();
        }
        var held = Optional.<HeldFile>empty();
        try {
            held = lock(path, inode);
        } finally {
            if (held.isEmpty()) {
                HELD.remove(inode);
            }
        }
        return held;
    }

    /// Makes an empty file, behind a link too, unless there is one.
    static synchronized void create(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        }
    }

    private static Optional<HeldFile> lock(Path path, Object inode) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock != null) {
                return Optional.of(new HeldFile(inode, channel, lock));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /// Takes the lock again after others of this process may have dropped it. False if another process was faster.
    boolean holdAgain() throws IOException {
        lock.release();
        var again = channel.tryLock(LOCKED_BYTE, 1, false);
        if (again != null) {
            lock = again;
        }
        return again != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(inode);
    }
}
