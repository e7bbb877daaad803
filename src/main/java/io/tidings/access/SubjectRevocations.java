package io.tidings.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.RevokedSubjects.Revoked;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Outage;
import io.tidings.log.Revocation;
import io.tidings.log.Revocations;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Revokes subjects, and reads from the log what was revoked before and by other replicas. While the log is
/// unavailable, what was read last holds.
@ApplicationScoped
public class SubjectRevocations {
    private static final Logger LOG = Logger.getLogger(SubjectRevocations.class);
    private static final int REFRESH_SECONDS = 5;

    private final EventLog log;
    private final RevokedSubjects revoked;
    private final ScheduledExecutorService scheduler;
    private final InstantSource clock;
    private final Outage outage = new Outage(
            LOG,
            "The hub does not see which subjects other hubs revoke, unless these tell it",
            "The hub sees which subjects other hubs revoke");

    private @Nullable Future<?> rounds;

    @Inject
    SubjectRevocations(EventLog log, RevokedSubjects revoked, ScheduledExecutorService scheduler) {
        this(log, revoked, scheduler, InstantSource.system());
    }

    SubjectRevocations(EventLog log, RevokedSubjects revoked, ScheduledExecutorService scheduler, InstantSource clock) {
        this.log = log;
        this.revoked = revoked;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// After the log was opened, and before the hub takes requests.
    void begin(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        try {
            refresh();
        } catch (LogUnavailableException e) {
            throw new ConfigurationException("Tidings cannot start: " + e.getMessage());
        }
        if (log.revocations().isShared()) {
            rounds = scheduler.scheduleWithFixedDelay(
                    this::refreshAgain, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Before the log is closed.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /// Refuses all tokens of the name that were issued up to now, or do not say when they were; those of one
    /// issuer, or else those of every issuer and of the configuration. Holds here on return, and for other
    /// replicas once they refresh. Blocks; throws [LogUnavailableException] if the log cannot keep that, and
    /// then it does not hold.
    public void revoke(Optional<String> issuer, String name) {
        var revocation = new Revocation(issuer, name, clock.instant());
        log.revocations().revoke(revocation);
        learn(List.of(revocation));
    }

    /// Reads what is revoked. Blocks, and may throw [LogUnavailableException].
    public void refresh() {
        learn(log.revocations().all());
    }

    private void learn(List<Revocation> revocations) {
        revoked.learn(revocations.stream().map(SubjectRevocations::withEnd).toList(), clock.instant());
    }

    private static Revoked withEnd(Revocation revocation) {
        return new Revoked(
                revocation.issuer(),
                revocation.name(),
                revocation.before(),
                revocation.before().plus(Revocations.KEPT));
    }

    private void refreshAgain() {
        try {
            refresh();
            outage.over();
        } catch (LogUnavailableException e) {
            outage.hit(e);
        } catch (RuntimeException e) {
            outage.hit(new LogUnavailableException(String.valueOf(e.getMessage()), e));
        }
    }
}
