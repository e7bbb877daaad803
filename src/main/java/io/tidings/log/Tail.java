package io.tidings.log;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.util.List;

/// A listener's hold on the log.
public interface Tail extends AutoCloseable {
    /// Every event with a greater id is handed over, and none up to it.
    EventId start();

    /// Hands over nothing more; what is being handed over just now may still be.
    @Override
    void close();

    /// Gets what is appended from now on, by any replica: each event once, in the order of ids. Called by one thread
    /// at a time. Must not block or throw: the log waits for it.
    interface Listener {
        void appended(List<Event> events);

        /// A topic's history was dropped on request: forget its events too.
        void dropped();

        /// Events up to the id may be missing from what was handed over: the listener has to read them from the log.
        /// The tail goes on after the id, which is greater than all before.
        void interrupted(EventId id);
    }
}
