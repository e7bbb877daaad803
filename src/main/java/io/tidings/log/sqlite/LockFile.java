package io.tidings.log.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that one log holds at a time, of this process or another; it stays there when it is let go. The system lets
/// go when the process dies.
final class LockFile implements AutoCloseable {
    /// Those of this process: to open and close one a second time would lose the lock of the first.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Empty if another has it. The path has no links, so that there is one for each file.
    static Optional<LockFile> hold(Path path) throws IOException {
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        var held = Optional.<LockFile>empty();
        try {
            held = lock(path);
        } finally {
            if (held.isEmpty()) {
                HELD.remove(path);
            }
        }
        return held;
    }

    private static Optional<LockFile> lock(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new LockFile(path, channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(path);
    }
}
