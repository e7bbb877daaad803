package io.tidings.ops;

import io.smallrye.health.api.Wellness;
import io.tidings.telemetry.OpenStreamCount;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Tells at `/q/health/well` how many streams are open on this node. It is information for people:
/// no number of streams makes a node unhealthy, so no probe of an orchestrator reads it.
@Wellness
@ApplicationScoped
class StreamsCheck implements HealthCheck {
    private final OpenStreamCount open;

    StreamsCheck(OpenStreamCount open) {
        this.open = open;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("streams")
                .up()
                .withData("open", open.now())
                .build();
    }
}
