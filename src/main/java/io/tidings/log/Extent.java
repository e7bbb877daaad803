package io.tidings.log;

import io.tidings.event.EventId;
import java.util.Optional;

/// How much a log keeps: its events, the bytes that `tidings.log.max-size` limits, and its oldest event.
public record Extent(long events, long bytes, Optional<EventId> oldest) {
    /// That of an empty log.
    public static final Extent EMPTY = new Extent(0, 0, Optional.empty());
}
