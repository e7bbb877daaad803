package io.tidings.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Subject;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.Revocations;
import io.tidings.log.memory.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Revocations between the log and what refuses tokens, at two hubs of one log.
class SubjectRevocationsTest {
    private static final Subject ANN = new Subject(Optional.of("main"), "ann");

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryEventLog log = new MemoryEventLog(
            () -> now, Retention.ofEach(10, Duration.ofDays(1)), new IdempotencyLimits(Duration.ofMinutes(1), 10));
    private final RevokedSubjects here = new RevokedSubjects();
    private final RevokedSubjects there = new RevokedSubjects();
    private final SubjectRevocations atOnce = revocations(here);
    private final SubjectRevocations other = revocations(there);

    private SubjectRevocations revocations(RevokedSubjects revoked) {
        return new SubjectRevocations(log, revoked, scheduler, () -> now);
    }

    @AfterEach
    void stop() {
        other.stop(new ShutdownEvent());
        scheduler.shutdownNow();
    }

    @Test
    void aRevocationHoldsAtOnceAndElsewhereAfterARefresh() {
        atOnce.revoke(ANN.issuer(), ANN.name());
        assertRefused(here);
        assertGood(there);

        other.refresh();
        assertRefused(there);
    }

    @Test
    void aHubThatStartsKnowsWhatWasRevokedBefore() {
        atOnce.revoke(Optional.empty(), ANN.name());

        other.begin(new StartupEvent());

        assertRefused(there);
    }

    @Test
    void itEndsAfterADay() {
        atOnce.revoke(ANN.issuer(), ANN.name());
        var last = now.plus(Revocations.KEPT).minusMillis(1);
        var end = now.plus(Revocations.KEPT);

        now = last;
        other.refresh();
        assertRefused(here);
        assertRefused(there);

        now = end;
        assertGood(here);
        assertGood(there);
    }

    private void assertRefused(RevokedSubjects revoked) {
        assertThrows(InvalidTokenException.class, () -> revoked.check(ANN, Optional.empty(), now));
    }

    private void assertGood(RevokedSubjects revoked) {
        assertDoesNotThrow(() -> revoked.check(ANN, Optional.empty(), now));
    }
}
