package io.tidings.log.sqlite;

import io.tidings.log.Tail;
import io.tidings.log.TailListeners;

/// The tail of the log. Readers and listeners learn of a commit in one step, so that a listener that joins gets all
/// of a commit or nothing.
final class SqliteTail {
    private final LogState state;
    private final TailListeners listeners = new TailListeners();

    SqliteTail(LogState state) {
        this.state = state;
    }

    synchronized Tail join(Tail.Listener listener) {
        return listeners.add(listener, PackedId.unpack(state.committed));
    }

    /// To call after a commit, and before its publishers hear of it: subscribers get an event no later than they do.
    synchronized void publish(Transaction committed) {
        listeners.appended(committed.publish());
    }

    synchronized void dropped() {
        listeners.dropped();
    }
}
