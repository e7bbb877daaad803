package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.util.List;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which keys of an issuer may have signed a token.
class KeySetTest {
    private static final KeyPair RSA = TestKeys.RSA;

    @ParameterizedTest
    @CsvSource({"ES256, P256", "ES384, P384", "RS256, RSA", "PS512, RSA", "EdDSA, ED25519"})
    void eachKeyOfAFileIsTried(String alg, String key) {
        var issuers = TestIssuer.withKeys(
                TestKeys.WEAK_RSA.getPublic(),
                TestKeys.OTHER_RSA.getPublic(),
                RSA.getPublic(),
                TestKeys.P384.getPublic(),
                TestKeys.P256.getPublic(),
                TestKeys.ED25519.getPublic());

        verify(issuers, TestToken.of(alg).sign(pair(key).getPrivate()));
    }

    @ParameterizedTest
    @CsvSource({"ES256, P384", "ES384, P256", "ES512, P256", "RS256, WEAK_RSA", "PS256, WEAK_RSA", "EdDSA, X25519"})
    void aKeyThatIsTooShortOrOfAnotherCurveVerifiesNothing(String alg, String key) {
        refusal(
                TestIssuer.withJwks(TestKeys.jwks(TestKeys.jwk(pair(key).getPublic(), "a"))),
                TestToken.of(alg).header("kid", "a").signed("A".repeat(88)));
    }

    @Test
    void aKeyThatIsTooShortIsNotBelieved() {
        refusal(
                TestIssuer.withKeys(TestKeys.WEAK_RSA.getPublic()),
                TestToken.of("RS256").sign(TestKeys.WEAK_RSA.getPrivate()));
    }

    @Test
    void eachOfSeveralKeysWithOneNameIsTried() {
        var jwks = TestKeys.jwks(jwk(TestKeys.OTHER_RSA, "a"), jwk(RSA, "a"), jwk(TestKeys.P256, "a"));

        verify(
                TestIssuer.withJwks(jwks),
                TestToken.of("RS256").header("kid", "a").sign(RSA.getPrivate()));
        verify(TestIssuer.withJwks(jwks), TestToken.of("RS256").sign(RSA.getPrivate()));
    }

    @Test
    void aNameThatIsNotThatOfTheKeyIsRefused() {
        var issuers = TestIssuer.withJwks(TestKeys.jwks(jwk(RSA, "a")));

        for (var kid : List.of("b", "A", "", "a ", "a\0")) {
            refusal(issuers, TestToken.of("RS256").header("kid", kid).sign(RSA.getPrivate()));
        }
    }

    @Test
    void aSymmetricKeyOfAJwksIsNeverUsed() {
        var jwks = TestKeys.jwks(jwk(RSA, "a"), new OctetSequenceJsonWebKey(TestKeys.HMAC));

        refusal(TestIssuer.withJwks(jwks), TestToken.of("HS256").sign(TestKeys.HMAC));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyForAnotherAlgorithmOrPurposeIsNotUsed(boolean hasOthers) {
        var encryption = jwk(RSA, "a");
        encryption.setUse("enc");
        var otherAlgorithm = jwk(RSA, "a");
        otherAlgorithm.setAlgorithm("RS512");
        var otherOperation = jwk(RSA, "a");
        otherOperation.setKeyOps(List.of("encrypt"));
        var token = TestToken.of("RS256").header("kid", "a").sign(RSA.getPrivate());

        for (var key : List.of(encryption, otherAlgorithm, otherOperation)) {
            var jwks = hasOthers ? TestKeys.jwks(key, jwk(TestKeys.OTHER_RSA, "a")) : TestKeys.jwks(key);
            refusal(TestIssuer.withJwks(jwks), token);
        }
    }

    @Test
    void aSetIsTheSameWhereItsKeysAndTheirPurposesAre() throws UnavailableKeysException {
        var used = jwk(RSA, "a");
        used.setAlgorithm("RS256");
        var one = KeyFormat.JWKS.parse(TestKeys.jwks(jwk(RSA, "a"), jwk(TestKeys.P256, "b")));

        assertTrue(one.isSame(KeyFormat.JWKS.parse(TestKeys.jwks(jwk(TestKeys.P256, "b"), jwk(RSA, "a")))));
        assertFalse(one.isSame(KeyFormat.JWKS.parse(TestKeys.jwks(jwk(RSA, "a")))));
        assertFalse(one.isSame(KeyFormat.JWKS.parse(TestKeys.jwks(jwk(RSA, "c"), jwk(TestKeys.P256, "b")))));
        assertFalse(one.isSame(KeyFormat.JWKS.parse(TestKeys.jwks(used, jwk(TestKeys.P256, "b")))));
    }

    private static PublicJsonWebKey jwk(KeyPair pair, String kid) {
        return TestKeys.jwk(pair.getPublic(), kid);
    }

    private static KeyPair pair(String name) {
        return switch (name) {
            case "RSA" -> RSA;
            case "WEAK_RSA" -> TestKeys.WEAK_RSA;
            case "P256" -> TestKeys.P256;
            case "P384" -> TestKeys.P384;
            case "X25519" -> TestKeys.X25519;
            default -> TestKeys.ED25519;
        };
    }
}
