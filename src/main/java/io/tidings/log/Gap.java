package io.tidings.log;

import io.tidings.event.EventId;

/// Between the id that was asked for and the one where it goes on, the log no longer vouches: events may be missing.
/// It goes on with the first event that follows, or with the newest id if none does.
public record Gap(EventId after, EventId resumes) {}
