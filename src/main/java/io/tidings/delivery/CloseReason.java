package io.tidings.delivery;

/// Why the hub ends a stream.
public enum CloseReason {
    /// The hub is shutting down.
    DRAINING
}
