package io.tidings.log;

import io.tidings.event.Topic;

/// A subject has joined a topic, or left it.
public record PresenceChange(Topic topic, PresentSubject subject, Kind kind) {
    /// What has happened.
    public enum Kind {
        /// Its first stream has opened.
        JOINED,
        /// Its last stream has been gone for the grace.
        LEFT
    }
}
