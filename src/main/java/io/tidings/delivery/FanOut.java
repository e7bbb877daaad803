package io.tidings.delivery;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.log.EventLog;
import io.tidings.log.Tail;
import io.tidings.sse.Frame;
import io.tidings.telemetry.Tracing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;

/// Follows the log and offers each event, encoded once, to every lane. It never waits for one.
public final class FanOut implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FanOut.class.getName());

    /// A lane looks at the clock between two offers.
    private static final int MAX_FRAMES_AN_OFFER = 64;

    private final Tail tail;
    private final List<Lane> lanes;

    private FanOut(Tail tail, List<Lane> lanes) {
        this.tail = tail;
        this.lanes = lanes;
    }

    /// Starts to follow the log, with lanes made for the place where that begins.
    public static FanOut start(EventLog log, Tracing tracing, Function<EventId, List<Lane>> lanes) {
        var listener = new Listener(tracing);
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
        private final Tracing tracing;
        private List<Lane> lanes = List.of();

        Listener(Tracing tracing) {
            this.tracing = tracing;
        }

        @Override
        public synchronized void appended(List<Event> events) {
            var spans = new ArrayList<Tracing.Span>();
            boolean isFailure = true;
            try {
                beginSpans(events, spans);
                var offers = events.stream().map(Frame::of).gather(Gatherers.windowFixed(MAX_FRAMES_AN_OFFER));
                offers.forEach(frames -> forEachLane(lane -> lane.offer(frames)));
                isFailure = false;
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "Events could not be encoded, and are read from the log", e);
                interrupted(events.getLast().id());
            } finally {
                for (var span : spans) {
                    span.end(isFailure);
                }
            }
        }

        /// One for each request that published some of them.
        private void beginSpans(List<Event> events, List<Tracing.Span> spans) {
            if (tracing.isOn()) {
                events.stream()
                        .flatMap(event -> event.trace().stream())
                        .distinct()
                        .forEach(trace -> spans.add(tracing.begin(Tracing.Step.FAN_OUT, Optional.of(trace.text()))));
            }
        }

        @Override
        public synchronized void dropped() {
            forEachLane(Lane::forget);
        }

        @Override
        public synchronized void interrupted(EventId id) {
            forEachLane(lane -> lane.interrupt(id));
        }

        /// What a lane is told it keeps until its next turn, so that one whose loop takes no turn now misses
        /// nothing if it takes one later. The other lanes do not suffer from it.
        private void forEachLane(Consumer<Lane> news) {
            for (var lane : lanes) {
                try {
                    news.accept(lane);
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.ERROR, "A lane takes no turns for now", e);
                }
            }
        }
    }
}
