package io.tidings.demo;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Ends the streams when the server shuts down, which would wait for them otherwise. First comes the delay in which
/// readiness is DOWN and everything still works, so that a load balancer can look elsewhere.
class TalkShutdown {
    void endStreamsAfterDelay(
            @Observes ShutdownDelayInitiatedEvent event,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
            ScheduledExecutorService scheduler,
            TalkTicker ticker) {
        var _ = scheduler.schedule(ticker::stop, delay.orElse(Duration.ZERO).toMillis(), TimeUnit.MILLISECONDS);
    }
}
