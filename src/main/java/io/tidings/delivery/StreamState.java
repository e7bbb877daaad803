package io.tidings.delivery;

/// How far a stream is.
public enum StreamState {
    /// It is sent each event as it comes.
    LIVE,
    /// It is sent what was kept before.
    CATCHING_UP,
    /// Its connection takes nothing more for now.
    STALLED
}
