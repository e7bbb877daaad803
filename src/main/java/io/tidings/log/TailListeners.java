package io.tidings.log;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The listeners of a log, for engines. A listener that throws does not disturb the others, nor the engine: the events
/// are kept whatever a listener makes of them. Any thread may call it; an engine calls it under the lock that decides
/// with which event a new listener begins.
public final class TailListeners {
    private static final Logger LOG = Logger.getLogger(TailListeners.class);

    private final List<Tail.Listener> listeners = new CopyOnWriteArrayList<>();

    /// Adds a listener that hears of every event after the start.
    public Tail add(Tail.Listener listener, EventId start) {
        listeners.add(listener);
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

    /// Hands events over that follow those before; none is no news.
    public void appended(List<Event> events) {
        if (!events.isEmpty()) {
            tell(listener -> listener.appended(events));
        }
    }

    /// A topic was dropped on request.
    public void dropped() {
        tell(Tail.Listener::dropped);
    }

    /// Events up to the id may be missing from what was handed over.
    public void interrupted(EventId id) {
        tell(listener -> listener.interrupted(id));
    }

    private void tell(Consumer<Tail.Listener> news) {
        for (var listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener of the log failed and may have missed events", e);
            }
        }
    }
}
