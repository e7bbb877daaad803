package io.tidings.log.sqlite;

import io.tidings.log.Tail;
import io.tidings.log.TailListeners;

/// Those who follow the log. What a commit has made durable is told to readers and listeners in one step, so that who
/// joins gets all of it or nothing.
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
