package io.tidings.telemetry;

/// Why a client has missed something for good.
public enum GapCause {
    /// The log has dropped events after its cursor, or is younger than that.
    DROPPED,
    /// Its cursor is of another log, or this log has lost what it had.
    UNKNOWN_CURSOR
}
