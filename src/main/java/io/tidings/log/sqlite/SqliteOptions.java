package io.tidings.log.sqlite;

import java.nio.file.Path;

/// Where the file is, and what an acknowledgement promises.
public record SqliteOptions(Path path, Synchronous synchronous) {
    /// What SQLite waits for before a commit is done (`PRAGMA synchronous`).
    public enum Synchronous {
        /// Nothing: a crash of the machine may lose events or damage the file; one of the hub does not.
        OFF,
        /// Checkpoints alone: a crash of the machine may lose the last events, a crash of the hub none.
        NORMAL,
        /// The disk: nothing acknowledged is lost.
        FULL,
        /// The disk, and the folder's entry of a file that was deleted.
        EXTRA
    }
}
