package io.tidings.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready from the moment that the node is told to stop, before anything else is done about it. Quarkus has such a
/// check too, but promises no order in which its own listeners hear of it, and one of them waits for the streams.
@Readiness
@ApplicationScoped
public class StoppingCheck implements HealthCheck {
    private volatile boolean stopping;

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("stopping").status(!stopping).build();
    }
}
