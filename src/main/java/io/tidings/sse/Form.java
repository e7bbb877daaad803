package io.tidings.sse;

/// The two forms in which a subscriber can have the data of an event.
public enum Form {
    /// As it was published.
    PLAIN,
    /// One line of JSON that has the event's id, time, topics and type beside the data.
    ENVELOPE
}
