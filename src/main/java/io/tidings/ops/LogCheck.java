package io.tidings.ops;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.tidings.log.EventLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the log cannot take events. To ask is also to let the log try whether it can again.
@Readiness
@ApplicationScoped
public class LogCheck implements AsyncHealthCheck {
    private final EventLog log;
    private final ExecutorService threads;

    LogCheck(EventLog log, @VirtualThreads ExecutorService threads) {
        this.log = log;
        this.threads = threads;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return LogProbe.ask("log", log::check, threads);
    }
}
