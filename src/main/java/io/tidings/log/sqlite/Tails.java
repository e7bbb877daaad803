package io.tidings.log.sqlite;

import io.tidings.event.EventId;
import io.tidings.log.Tail;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/// Those who follow the log. What a commit has made durable is told to readers and listeners in one step, so that who
/// joins gets all of it or nothing.
final class Tails {
    private static final Logger LOG = Logger.getLogger(Tails.class);

    private final LogState state;
    private final List<Tail.Listener> listeners = new CopyOnWriteArrayList<>();

    Tails(LogState state) {
        this.state = state;
    }

    synchronized Tail join(Tail.Listener listener) {
        listeners.add(listener);
        var start = PackedId.unpack(state.committed);
        return new Tail() {
            @Override
            public EventId start() {
                return start;
            }

            @Override
            public void close() {
                listeners.remove(listener);
            }
        };
    }

    /// To call after a commit, and before its publishers hear of it: subscribers get an event no later than they do.
    synchronized void publish(Transaction committed) {
        var events = committed.publish();
        if (!events.isEmpty()) {
            tell(listener -> listener.appended(events));
        }
    }

    synchronized void dropped() {
        tell(Tail.Listener::dropped);
    }

    private interface News {
        void tell(Tail.Listener listener);
    }

    /// The events are kept whatever a listener makes of them.
    private void tell(News news) {
        for (var listener : listeners) {
            try {
                news.tell(listener);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener of the log failed and may have missed events", e);
            }
        }
    }
}
