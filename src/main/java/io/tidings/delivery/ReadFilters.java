package io.tidings.delivery;

import io.tidings.event.EventFilter;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import java.util.HashMap;
import java.util.Map;

/// The filters by which the audiences of a lane read private events. One with many patterns takes as much memory as a
/// hundred streams, so equal ones are one, whatever their audiences want. Owned by the lane's event loop.
final class ReadFilters {
    private final Map<Patterns, Shared> byPatterns = new HashMap<>();

    private static final class Shared {
        private final EventFilter filter;
        private int users;

        Shared(EventFilter filter) {
            this.filter = filter;
        }
    }

    /// The filter of one more user. It passes what has a topic that is wanted, and may be read.
    EventFilter take(Patterns readable) {
        var shared = byPatterns.computeIfAbsent(
                readable, _ -> new Shared(new Selection(Patterns.ALL, readable).filterOfWanted()));
        shared.users++;
        return shared.filter;
    }

    /// A user is gone that took it.
    void give(Patterns readable) {
        byPatterns.computeIfPresent(readable, (_, shared) -> --shared.users == 0 ? null : shared);
    }
}
