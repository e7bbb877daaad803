package io.tidings.log;

import io.tidings.event.EventId;

/// After the id that was asked for, the log no longer vouches for everything: events are missing, the last of them
/// with the third id. It goes on with the first event that is left, or with the newest id if none is. After an id that
/// the log has not reached, nothing is known of what is missing, and the third id is the newest as well.
public record Gap(EventId after, EventId resumes, EventId lastLost) {}
