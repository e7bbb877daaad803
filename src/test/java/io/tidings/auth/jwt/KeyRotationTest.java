package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.Fingerprint;
import java.time.Instant;
import java.util.Optional;
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

    /// As when a stream is renewed at another replica.
    @Test
    void aTokenThatAnotherReplicaHasVerifiedEndsWithItsKey() {
        var keyId = verify(TestIssuer.all(TestIssuer.with("main", TestToken.ISS, this::read)), token("old"))
                .validity()
                .keyId()
                .orElseThrow();
        var issuer = TestIssuer.with("main", TestToken.ISS, this::read);
        var validity = TestIssuer.all(issuer)
                .verifiedElsewhere("main", keyId, Optional.of(NOW.plusSeconds(60)))
                .orElseThrow();
        issuer.refreshKeys();
        assertFalse(validity.isOver(NOW));
        assertTrue(validity.isOver(NOW.plusSeconds(60)));

        served = NEW;
        issuer.refreshKeys();

        assertTrue(validity.isOver(NOW));
    }

    /// The other replica has read it first.
    @Test
    void aTokenWhoseKeyIsNotKnownHereYetIsGood() {
        var issuer = TestIssuer.with("main", TestToken.ISS, this::read);
        var issuers = TestIssuer.all(issuer);
        issuer.refreshKeys();

        var validity = issuers.verifiedElsewhere("main", "of a new key", Optional.empty())
                .orElseThrow();

        assertFalse(validity.isOver(NOW));
        assertTrue(issuers.verifiedElsewhere("other", "of a new key", Optional.empty())
                .isEmpty());
    }

    @Test
    void aSecretHasNoNameForOtherReplicas() {
        var validity = verify(TestIssuer.withSecret(), TestToken.of("HS256").sign(TestKeys.HMAC))
                .validity();

        assertTrue(validity.keyId().isEmpty());
    }

    private KeySet read() throws UnavailableKeysException {
        return served.equals(GONE) ? KeySet.EMPTY : KeyFormat.JWKS.parse(served);
    }

    private static String token(String kid) {
        var pair = kid.equals("old") ? TestKeys.RSA : TestKeys.OTHER_RSA;
        return TestToken.of("RS256").header("kid", kid).sign(pair.getPrivate());
    }
}
