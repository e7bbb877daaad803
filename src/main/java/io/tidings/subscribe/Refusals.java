package io.tidings.subscribe;

/// How a request for an event stream is refused that may succeed later.
enum Refusals {
    /// By a stream that tells when to come back, and ends: an `EventSource` gives up for good on any status
    /// but 200.
    STREAM,
    /// By the status, as other requests are.
    STATUS
}
