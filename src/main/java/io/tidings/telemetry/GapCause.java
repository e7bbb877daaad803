package io.tidings.telemetry;

/// Why a client is told that events are missing.
public enum GapCause {
    /// The log has dropped events after its cursor, or is younger than that.
    DROPPED,
    /// Its cursor is of another log, or this log has lost what it had.
    UNKNOWN_CURSOR,
    /// It asked by time for more than the log has. It need not have missed anything.
    BEFORE_LOG
}
