package io.tidings.ops;

import io.tidings.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while this hub hears too late of what others publish: clients are better off at another replica.
@Readiness
@ApplicationScoped
class TailCheck implements HealthCheck {
    private final EventLog log;
    private final HealthConfig config;

    TailCheck(EventLog log, HealthConfig config) {
        this.log = log;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var lag = log.tailLag();
        boolean isBehind = lag.compareTo(config.maxTailLag()) > 0;
        var response = HealthCheckResponse.named("tail").withData("lagMillis", lag.toMillis());
        if (isBehind) {
            response.withData(
                    "reason", "The hub has not had all events of its log for longer than tidings.health.max-tail-lag.");
        }
        return response.status(!isBehind).build();
    }
}
