package io.tidings.ops;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.tidings.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started once the log is open and says what it keeps. It stays so: what happens to the log later is a matter of
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
        return LogProbe.ask("log is open", this::look, threads);
    }

    private void look() {
        if (!started) {
            var _ = log.extent();
            started = true;
        }
    }
}
