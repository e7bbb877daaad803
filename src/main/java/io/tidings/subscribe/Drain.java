package io.tidings.subscribe;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ends all streams when the server is told to stop, and keeps the server up until then. First there is a delay in
/// which everything still works. Then the streams end one after another, so that their clients do not all reconnect
/// at once. New streams are refused meanwhile.
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration STEP = Duration.ofMillis(50);

    /// Nobody needs to wait longer where there are few.
    private static final Duration MAX_PER_STREAM = Duration.ofMillis(10);

    /// For clients to take the last bytes.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /// For closing the log, and all else after the requests.
    private static final Duration REST = Duration.ofSeconds(2);

    private final Lanes lanes;
    private final StreamLimits streams;
    private final DrainConfig config;
    private final Duration requests;
    private final Telemetry telemetry;
    private volatile boolean draining;

    Drain(
            Lanes lanes,
            StreamLimits streams,
            DrainConfig config,
            Telemetry telemetry,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration requests) {
        this.lanes = lanes;
        this.streams = streams;
        this.config = config;
        this.telemetry = telemetry;
        this.requests = requests;
    }

    /// Passes until the streams end.
    void refuseIfBegun() {
        if (draining) {
            throw new RefusedException(
                    Refusal.DRAINING, "This node is stopping: try another one, or this one again when it is back.");
        }
    }

    /// Quarkus goes on with the shutdown when this returns.
    void drain(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        Thread.sleep(config.delay());
        draining = true;
        telemetry.draining();
        int open = streams.open();
        var most = config.timeout().minus(config.delay()).minus(requests).minus(REST);
        var spread = spread(open, most);
        if (open > 0) {
            LOG.infof(
                    "Draining: %d %s within %d ms", open, open == 1 ? "stream ends" : "streams end", spread.toMillis());
        }
        long end = System.nanoTime() + spread.toNanos();
        for (long left = spread.toNanos(); left > 0; left = end - System.nanoTime()) {
            lanes.close(1 + left / STEP.toNanos());
            Thread.sleep(STEP);
        }
        lanes.close(1);
        awaitGone();
    }

    /// The time over which the open streams end: at most the given one.
    static Duration spread(int open, Duration most) {
        var needed = MAX_PER_STREAM.multipliedBy(open);
        var spread = needed.compareTo(most) < 0 ? needed : most.minus(LAST_WORDS);
        return spread.isNegative() ? Duration.ZERO : spread;
    }

    private void awaitGone() throws InterruptedException {
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        while (streams.open() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(STEP);
        }
    }
}
