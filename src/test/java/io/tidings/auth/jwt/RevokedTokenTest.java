package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.Fingerprint;
import io.tidings.auth.InvalidTokenException;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.RevokedSubjects.Revoked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tokens of a subject that is revoked.
class RevokedTokenTest {
    private static final Instant NOW = Instant.ofEpochSecond(TestToken.NOW);
    private static final TestToken TOKEN = TestToken.of("HS256");

    private final RevokedSubjects revoked = new RevokedSubjects();
    private final Issuers issuers =
            TestIssuer.all(revoked, TestIssuer.withSecret("main", TestToken.ISS, Optional.empty()));

    @Test
    void aTokenThatWasGoodIsRefusedAndItsStreamsEnd() {
        var token = TOKEN.sign(TestKeys.HMAC);
        var validity = TestIssuer.verify(issuers, token).validity();
        assertFalse(validity.isOver(NOW));

        revoke("ann");

        assertTrue(validity.isOver(NOW));
        assertTrue(issuers.remembered(Fingerprint.of(token)).isEmpty());
        assertEquals("its subject was revoked after it was issued", TestIssuer.refusal(issuers, token));
    }

    @Test
    void theRefusalNamesTheIssuerAsTheConfigurationDoes() {
        revoke("ann");

        var refusal =
                assertThrows(InvalidTokenException.class, () -> TestIssuer.verify(issuers, TOKEN.sign(TestKeys.HMAC)));
        assertEquals(Optional.of("main"), refusal.issuer());
    }

    @Test
    void aTokenThatDoesNotSayWhenItWasIssuedIsRefused() {
        revoke("ann");

        assertTrue(TestIssuer.refusal(issuers, TOKEN.without("iat").sign(TestKeys.HMAC))
                .contains("revoked"));
    }

    @Test
    void aTokenThatWasIssuedLaterIsGood() {
        revoke("ann");

        var later =
                TestIssuer.verify(issuers, TOKEN.claim("iat", TestToken.NOW + 1).sign(TestKeys.HMAC));

        assertFalse(later.validity().isOver(NOW));
    }

    @Test
    void tokensOfOthersAndOfNobodyStayGood() {
        var bob = TestIssuer.verify(issuers, TOKEN.claim("sub", "bob").sign(TestKeys.HMAC));
        var nobody = TestIssuer.verify(issuers, TOKEN.without("sub").sign(TestKeys.HMAC));

        revoke("ann");

        assertFalse(bob.validity().isOver(NOW));
        assertFalse(nobody.validity().isOver(NOW));
    }

    private void revoke(String name) {
        var main = Optional.of("main");
        revoked.learn(List.of(new Revoked(main, name, NOW, NOW.plusSeconds(60))), NOW);
    }
}
