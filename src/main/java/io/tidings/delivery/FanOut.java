package io.tidings.delivery;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.Tail;
import io.tidings.sse.FrameEncoder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/// Follows the log and offers each event, encoded once, to every lane. It never waits for one.
public final class FanOut implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FanOut.class.getName());

    private final Tail tail;
    private final List<Lane> lanes;

    private FanOut(Tail tail, List<Lane> lanes) {
        this.tail = tail;
        this.lanes = lanes;
    }

    /// Starts to follow the log, with lanes made for the place where that begins.
    public static FanOut start(EventLog log, Function<EventId, List<Lane>> lanes) {
        var listener = new Listener();
        // What is appended before the lanes are there waits for them.
        synchronized (listener) {
            var tail = log.tail(listener);
            listener.lanes = lanes.apply(tail.start());
            return new FanOut(tail, listener.lanes);
        }
    }

    public List<Lane> lanes() {
        return lanes;
    }

    @Override
    public void close() {
        tail.close();
    }

    private static final class Listener implements Tail.Listener {
        private List<Lane> lanes = List.of();

        @Override
        public synchronized void appended(List<Event> events) {
            try {
                var frames = events.stream().map(FrameEncoder::encode).toList();
                lanes.forEach(lane -> lane.offer(frames));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Events could not be offered, and are read from the log", e);
                interrupted(events.getLast().id());
            }
        }

        @Override
        public synchronized void dropped() {
            lanes.forEach(Lane::forget);
        }

        @Override
        public synchronized void interrupted(EventId id) {
            lanes.forEach(lane -> lane.interrupt(id));
        }
    }
}
