package io.tidings.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.RevokedSubjects.Revoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which tokens of revoked subjects are refused, and for how long.
class RevokedSubjectsTest {
    private static final Optional<String> MAIN = Optional.of("main");
    private static final Subject ANN = new Subject(MAIN, "ann");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.250Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final RevokedSubjects revoked = new RevokedSubjects();

    @Test
    void tokensOfTheSecondOfTheRevocationAndBeforeAreRefused() {
        revoke(MAIN, "ann", NOW);

        assertTrue(refuses(ANN, NOW.minusSeconds(1)));
        assertTrue(refuses(ANN, NOW));
        assertTrue(refuses(ANN, Instant.parse("2026-11-29T12:00:00.999Z")));
        assertFalse(refuses(ANN, Instant.parse("2026-11-29T12:00:01Z")));
        assertTrue(revoked.refuses(ANN, Optional.empty(), NOW));
    }

    @Test
    void anIssuersSubjectIsRevokedByItself() {
        revoke(MAIN, "ann", NOW);

        assertFalse(refuses(new Subject(MAIN, "bob"), NOW));
        assertFalse(refuses(new Subject(Optional.of("other"), "ann"), NOW));
        assertFalse(refuses(Subject.ofToken("ann"), NOW));
    }

    @Test
    void withoutAnIssuerAllSubjectsOfTheNameAreRevoked() {
        revoke(Optional.empty(), "ann", NOW);

        assertTrue(refuses(ANN, NOW));
        assertTrue(refuses(new Subject(Optional.of("other"), "ann"), NOW));
        assertTrue(refuses(Subject.ofToken("ann"), NOW));
        assertFalse(refuses(Subject.ofToken("bob"), NOW));
    }

    @Test
    void theReasonSaysWhenThatWas() {
        revoke(MAIN, "ann", NOW);

        var refusal = assertThrows(InvalidTokenException.class, () -> revoked.check(ANN, Optional.of(NOW), NOW));

        assertEquals("its subject was revoked after it was issued", refusal.reason());
    }

    @Test
    void aRevocationIsNeverTakenBackBeforeItsEnd() {
        revoke(MAIN, "ann", NOW);
        revoke(MAIN, "ann", NOW.minusSeconds(60));
        revoke(Optional.empty(), "ann", NOW.minusSeconds(60));
        revoked.learn(List.of(), NOW);

        assertTrue(refuses(ANN, NOW));
    }

    @Test
    void aLaterRevocationHoldsLonger() {
        revoke(MAIN, "ann", NOW);
        revoke(MAIN, "ann", NOW.plusSeconds(60));

        assertTrue(refuses(ANN, NOW.plusSeconds(60)));
        assertTrue(revoked.refuses(ANN, Optional.empty(), NOW.plus(DAY).plusSeconds(59)));
    }

    @Test
    void itEndsAndIsForgotten() {
        revoke(MAIN, "ann", NOW);

        assertTrue(revoked.refuses(ANN, Optional.empty(), NOW.plus(DAY).minusMillis(1)));
        assertFalse(revoked.refuses(ANN, Optional.empty(), NOW.plus(DAY)));
        revoked.learn(List.of(), NOW.plus(DAY));
        assertFalse(revoked.refuses(ANN, Optional.empty(), NOW));
    }

    private void revoke(Optional<String> issuer, String name, Instant before) {
        revoked.learn(List.of(new Revoked(issuer, name, before, before.plus(DAY))), NOW);
    }

    private boolean refuses(Subject subject, Instant issuedAt) {
        return revoked.refuses(subject, Optional.of(issuedAt), NOW);
    }
}
