package io.tidings.event;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An event that the log has kept. Never changes. It has a trace only if one was made when it was published.
public record Event(
        EventId id,
        List<Topic> topics,
        Optional<EventType> type,
        Utf8 data,
        OptionalLong retry,
        Visibility visibility,
        Optional<TraceParent> trace) {}
