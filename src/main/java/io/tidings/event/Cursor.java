package io.tidings.event;

import java.time.Instant;
import java.util.Optional;

/// Where a subscriber stands in the log.
public sealed interface Cursor {
    /// Before the oldest event that is kept.
    record Beginning() implements Cursor {}

    /// Right after this id, whether or not it is that of an event.
    record After(EventId id) implements Cursor {}

    /// Before the first event that was kept at this instant or later; after the newest if there is none yet.
    record Since(Instant instant) implements Cursor {}

    /// After the newest event.
    record Now() implements Cursor {}

    /// On the way through the newest event of each topic: those after the first id and, once the log has said where
    /// that is, up to the second; from there on it is an [After].
    record Latest(EventId after, Optional<EventId> until) implements Cursor {
        /// Before the first of them.
        public static final Latest START = new Latest(EventId.ZERO, Optional.empty());
    }
}
