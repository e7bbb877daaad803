package io.tidings.log;

import io.tidings.event.EventId;

/// Events are missing after the id that was asked for. The newest of them has the id `lastLost`. The page goes on with
/// the event `resumes`, or after that id if it has no event. For an id that the log has not reached, nothing is
/// known of what is missing, and `lastLost` is the newest id. Each engine decides in its reader that there is a gap;
/// `PageReader` decides that a client is told of it.
public record Gap(EventId after, EventId resumes, EventId lastLost) {
    /// True if the id that was asked for is one that the log has not reached: it is of another log, or this one has
    /// lost what it had.
    public boolean isOfAnotherLog() {
        return after.isAfter(lastLost);
    }
}
