package io.tidings.log.setup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Drops what retention allows to, in small steps between the appends. While that fails the hub is not ready, since
/// the log grows without bound: unless the log takes no events either, which another check tells.
@Readiness
@ApplicationScoped
class TrimSchedule implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(TrimSchedule.class);

    private final EventLog log;
    private final Outage outage =
            new Outage(LOG, "Retention fails, and the log grows beyond what it may keep", "Retention works");

    private final ScheduledExecutorService scheduler;
    private @Nullable Future<?> rounds;

    TrimSchedule(EventLog log, ScheduledExecutorService scheduler) {
        this.log = log;
        this.scheduler = scheduler;
    }

    /// Last of all, so that a log which cannot be opened is not asked for again, and told of twice.
    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        rounds = scheduler.scheduleWithFixedDelay(this::trim, 1, 1, TimeUnit.SECONDS);
    }

    /// Before the log is closed.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    void trim() {
        try {
            while (log.trim()) {}
            outage.over();
        } catch (LogUnavailableException e) {
            if (takesEvents()) {
                outage.hit(e);
            }
        } catch (RuntimeException e) {
            outage.hit(new LogUnavailableException(String.valueOf(e.getMessage()), e));
        }
    }

    private boolean takesEvents() {
        try {
            log.check();
            return true;
        } catch (LogUnavailableException _) {
            return false;
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
