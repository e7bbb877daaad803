package io.tidings.telemetry;

/// Why a stream is over.
public enum StreamEnd {
    /// Its client has gone, or could not be reached any more.
    CLIENT,
    /// Its holder or an operator has ended it.
    ENDED,
    /// The hub stops.
    DRAINED,
    /// The token of its client has ended.
    EXPIRED,
    /// The hub needs the memory that it held for a client which does not read.
    MEMORY
}
