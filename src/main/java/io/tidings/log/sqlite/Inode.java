package io.tidings.log.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What a file is, whatever its name: device and inode. To ask takes about a microsecond.
final class Inode {
    private Inode() {}

    /// Follows links. Where the system has no inodes, a file is its path.
    static Object of(Path path) throws IOException {
        var file = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return Objects.requireNonNullElse(file, path.toRealPath());
    }

    /// True if the path, which is no link, leads to that file.
    static boolean isAt(Path path, Object inode) {
        return is(path, inode, LinkOption.NOFOLLOW_LINKS);
    }

    /// True if the path leads to that file, through links or not.
    static boolean isBehind(Path path, Object inode) {
        return is(path, inode);
    }

    private static boolean is(Path path, Object inode, LinkOption... options) {
        try {
            var file = Files.readAttributes(path, BasicFileAttributes.class, options)
                    .fileKey();
            return file == null || file.equals(inode);
        } catch (IOException _) {
            return false;
        }
    }

    /// A folder, and when something was last made, moved or deleted in it.
    record Folder(Object inode, FileTime changed) {
        /// Empty if there is none, or just a link to one, or the system has no inodes.
        static Optional<Folder> at(Path path) {
            try {
                var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return Optional.ofNullable(found.fileKey())
                        .filter(_ -> found.isDirectory())
                        .map(inode -> new Folder(inode, found.lastModifiedTime()));
            } catch (IOException _) {
                return Optional.empty();
            }
        }

        boolean isOlderThan(long nanos) {
            return changed.toInstant().isBefore(Instant.now().minusNanos(nanos));
        }
    }

    /// How many names the file has, where that is known.
    static Optional<Integer> names(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Optional.of((Integer) Files.getAttribute(path, "unix:nlink"))
                : Optional.empty();
    }
}
