package io.tidings.event;

/// Who gets an event, among those that subscribed to one of its topics.
public enum Visibility {
    /// All of them.
    PUBLIC,
    /// Those with a grant of their own for one of its topics.
    PRIVATE
}
