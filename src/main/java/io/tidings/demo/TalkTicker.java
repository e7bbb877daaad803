package io.tidings.demo;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Use;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Ticks for each listener on its own: at once, then every interval. A tick that a listener has no room for is
/// dropped, so one that does not read costs no more memory than any other. Where the share of its client has no room
/// for another, its stream is empty, and an `EventSource` comes back. Any thread may call it.
@Startup
@ApplicationScoped
public class TalkTicker {
    /// What Quarkus and Vert.x hold for a stream beside its request, in bytes.
    private static final int STREAM_BYTES = 12 * 1024;

    private final Duration interval;
    private final Telemetry telemetry;
    private final Vertx vertx;
    private final Set<MultiEmitter<? super LocalTime>> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    TalkTicker(TalkConfig config, Telemetry telemetry, Vertx vertx) {
        this.interval = config.interval();
        this.telemetry = telemetry;
        this.vertx = vertx;
        if (interval.toMillis() < 1) {
            throw new ConfigurationException(
                    "tidings.talk.interval is " + interval + ": set it to a millisecond or more, such as 5s");
        }
    }

    /// The local time at each tick. A listener that leaves stops its ticker; once this is stopped, the stream is empty.
    /// Each tick asks whether the client is gone: nobody tells of one that is gone before the stream has begun.
    /// The request is held as well, and takes so many bytes.
    Multi<LocalTime> ticks(ClientShare share, BooleanSupplier isGone, int bytesOfRequest) {
        return Multi.createFrom()
                .<LocalTime>emitter(
                        listener -> tickFor(listener, share, isGone, bytesOfRequest), BackPressureStrategy.DROP);
    }

    /// Ends all streams, and those to come at once.
    void stop() {
        stopped = true;
        listeners.forEach(MultiEmitter::complete);
    }

    /// How many there are just now.
    int listeners() {
        return listeners.size();
    }

    private void tickFor(
            MultiEmitter<? super LocalTime> listener, ClientShare share, BooleanSupplier isGone, int bytesOfRequest) {
        var hold = share.tryHold(Use.STREAMS, STREAM_BYTES + bytesOfRequest);
        if (hold == null) {
            listener.complete();
            return;
        }
        listeners.add(listener);
        telemetry.subscribed();
        // Vert.x forgets a timer that is cancelled, and with it the request. The scheduler of Quarkus would keep it
        // until
        // its time.
        long timer = vertx.setPeriodic(0, interval.toMillis(), _ -> {
            if (isGone.getAsBoolean()) {
                listener.complete();
            } else {
                listener.emit(LocalTime.now(ZoneId.systemDefault()));
            }
        });
        listener.onTermination(() -> {
            vertx.cancelTimer(timer);
            hold.release();
            listeners.remove(listener);
            telemetry.unsubscribed(stopped ? StreamEnd.DRAINED : StreamEnd.CLIENT);
        });
        if (stopped) {
            listener.complete();
        }
    }
}
