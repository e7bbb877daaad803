package io.tidings.subscribe;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.tidings.delivery.CloseReason;
import io.tidings.delivery.DrainingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Ends the streams when the server shuts down. First comes the delay in which readiness is DOWN and everything still
/// works, so that a load balancer can look elsewhere.
@ApplicationScoped
class Drain {
    private final Lanes lanes;
    private volatile boolean draining;

    Drain(Lanes lanes) {
        this.lanes = lanes;
    }

    /// Passes until the streams end.
    void check() {
        if (draining) {
            throw new DrainingException();
        }
    }

    void endStreamsAfterDelay(
            @Observes ShutdownDelayInitiatedEvent event,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
            ScheduledExecutorService scheduler) {
        var _ = scheduler.schedule(this::endStreams, delay.orElse(Duration.ZERO).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endStreams() {
        draining = true;
        lanes.close(CloseReason.DRAINING);
    }
}
