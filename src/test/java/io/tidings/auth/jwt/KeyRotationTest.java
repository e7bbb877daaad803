package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.Fingerprint;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// When a token ends because its key does.
class KeyRotationTest {
    private static final Instant NOW = Instant.ofEpochSecond(TestToken.NOW);
    private static final String OLD = TestKeys.jwks(TestKeys.jwk(TestKeys.RSA.getPublic(), "old"));
    private static final String NEW = TestKeys.jwks(TestKeys.jwk(TestKeys.OTHER_RSA.getPublic(), "new"));
    private static final String GONE = "";

    private volatile String served = OLD;

    @Test
    void aTokenEndsWithItsKey() {
        var issuer = TestIssuer.with("main", TestToken.ISS, this::read);
        var issuers = TestIssuer.all(issuer);
        var token = token("old");
        var validity = verify(issuers, token).validity();
        issuer.refreshKeys();
        assertFalse(validity.isOver(NOW));
        assertTrue(issuers.remembered(Fingerprint.of(token)).isPresent());

        served = NEW;
        issuer.refreshKeys();

        assertTrue(validity.isOver(NOW));
        assertTrue(issuers.remembered(Fingerprint.of(token)).isEmpty());
        refusal(issuers, token);
        verify(issuers, token("new"));
    }

    @Test
    void aTokenEndsWhenTheFileOfItsKeyIsGone() {
        var issuer = TestIssuer.with("main", TestToken.ISS, this::read);
        var issuers = TestIssuer.all(issuer);
        var validity = verify(issuers, token("old")).validity();

        served = GONE;
        issuer.refreshKeys();

        assertTrue(validity.isOver(NOW));
        refusal(issuers, token("old"));
    }

    @Test
    void theSameKeysInAnotherOrderEndNoToken() {
        var old = TestKeys.jwk(TestKeys.RSA.getPublic(), "old");
        var other = TestKeys.jwk(TestKeys.P256.getPublic(), "other");
        served = TestKeys.jwks(old, other);
        var issuer = TestIssuer.with("main", TestToken.ISS, this::read);
        var validity = verify(TestIssuer.all(issuer), token("old")).validity();

        served = TestKeys.jwks(other, old);
        issuer.refreshKeys();

        assertFalse(validity.isOver(NOW));
    }

    private KeySet read() throws UnavailableKeysException {
        return served.equals(GONE) ? KeySet.EMPTY : KeyFormat.JWKS.parse(served);
    }

    private static String token(String kid) {
        var pair = kid.equals("old") ? TestKeys.RSA : TestKeys.OTHER_RSA;
        return TestToken.of("RS256").header("kid", kid).sign(pair.getPrivate());
    }
}
