package io.tidings.ops;

import io.tidings.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Not alive when an error has ended the thread that writes to the log. Nothing but a restart helps.
@Liveness
@ApplicationScoped
class WriterCheck implements HealthCheck {
    private final EventLog log;

    WriterCheck(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        boolean isAlive = log.isAlive();
        var response = HealthCheckResponse.named("log writer");
        if (!isAlive) {
            response.withData(
                    "reason", "An error has ended the thread that writes to the log: see the messages before.");
        }
        return response.status(isAlive).build();
    }
}
