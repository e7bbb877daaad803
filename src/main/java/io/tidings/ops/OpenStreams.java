package io.tidings.ops;

import io.smallrye.health.api.Wellness;
import io.tidings.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Counts the streams that are open on this node and tells at `/q/health/well`. It is information for people:
/// no number of streams makes a node unhealthy, so no probe of an orchestrator reads it.
@Default
@Wellness
@ApplicationScoped
public class OpenStreams implements Telemetry, HealthCheck {
    private final LongAdder open = new LongAdder();

    @Override
    public void subscribed() {
        open.increment();
    }

    @Override
    public void unsubscribed() {
        open.decrement();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("streams")
                .up()
                .withData("open", open.sum())
                .build();
    }
}
