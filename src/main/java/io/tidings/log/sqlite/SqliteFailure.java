package io.tidings.log.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What went wrong with the file, and what to do about it.
enum SqliteFailure {
    FULL("the disk is full: make room, and the log goes on by itself"),
    NOT_WRITABLE("the file cannot be opened or written: let this user write to it and to its folder; or allow the hub"
            + " more open files (ulimit -n), if it has none left"),
    DAMAGED(
            "the file is damaged, or is not one of SQLite: restore it, or move it away to begin anew, and restart the hub"),
    HELD("another program holds the file: stop it"),
    FAILING("the disk fails: see the log of the system"),
    /// Nothing that is known of the file; the fault may lie in what was asked of it.
    OTHER("");

    private static final int PRIMARY_CODE = 0xff;

    private final String advice;

    SqliteFailure(String advice) {
        this.advice = advice;
    }

    /// A message for the operator, with what SQLite says.
    static String of(Throwable cause) {
        var trouble = kind(cause);
        return trouble == OTHER ? String.valueOf(cause.getMessage()) : trouble.advice + " (" + cause.getMessage() + ")";
    }

    static SqliteFailure kind(Throwable cause) {
        return cause instanceof SQLException e ? kind(e) : OTHER;
    }

    private static SqliteFailure kind(SQLException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY_CODE)) {
            case SQLITE_FULL -> FULL;
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> NOT_WRITABLE;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> DAMAGED;
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> HELD;
            case SQLITE_IOERR -> FAILING;
            default -> OTHER;
        };
    }
}
