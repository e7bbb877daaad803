package io.tidings.log.setup;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Drops what retention allows to, in small steps between the appends. While that fails the hub is not ready, since
/// the log grows without bound.
@Readiness
@ApplicationScoped
class Janitor implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(Janitor.class);

    private final EventLog log;
    private final Outage outage =
            new Outage(LOG, "Retention fails, and the log grows beyond what it may keep", "Retention works");

    private volatile boolean hasStarted;

    Janitor(EventLog log) {
        this.log = log;
    }

    /// Last of all, so that a log which cannot be opened is not asked for again, and told of twice.
    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        hasStarted = true;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tick() {
        if (hasStarted) {
            trim();
        }
    }

    void trim() {
        try {
            while (log.trim()) {}
            outage.over();
        } catch (LogUnavailableException e) {
            outage.hit(e);
        } catch (RuntimeException e) {
            outage.hit(new LogUnavailableException(String.valueOf(e.getMessage()), e));
        }
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("retention");
        try {
            outage.check();
            return response.up().build();
        } catch (LogUnavailableException e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
