package io.tidings.ops;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started once the log is open, with what it keeps. After that it stays so: what happens to the log later is a matter
/// of
/// readiness.
@Startup
@ApplicationScoped
class StartedCheck implements AsyncHealthCheck {
    private final EventLog log;
    private final ExecutorService threads;
    private volatile boolean started;

    StartedCheck(EventLog log, @VirtualThreads ExecutorService threads) {
        this.log = log;
        this.threads = threads;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::check).runSubscriptionOn(threads);
    }

    private HealthCheckResponse check() {
        var response = HealthCheckResponse.named("log is open");
        try {
            if (!started) {
                var _ = log.extent();
                started = true;
            }
            return response.up().build();
        } catch (LogUnavailableException e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
