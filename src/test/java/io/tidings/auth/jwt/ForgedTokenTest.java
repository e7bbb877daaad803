package io.tidings.auth.jwt;

import static io.tidings.auth.jwt.TestIssuer.refusal;
import static io.tidings.auth.jwt.TestIssuer.verify;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that no key of the issuer has signed, and which try to choose their key themselves.
class ForgedTokenTest {
    private static final PublicKey OWN = TestKeys.RSA.getPublic();
    private static final TestToken RS256 = TestToken.of("RS256");

    /// The words that each of them holds, and no log may.
    private static final List<String> PARTS = List.of("ann", "evil", "passwd", "DROP", "eyJ");

    static Stream<Arguments> forged() {
        var evil = TestKeys.OTHER_RSA;
        var jwk = TestKeys.jwk(evil.getPublic(), "evil");
        return Stream.of(
                argumentSet("another key", RS256.sign(evil.getPrivate())),
                argumentSet("alg none", TestToken.of("none").signed("")),
                argumentSet("alg None", TestToken.of("None").signed("")),
                argumentSet("alg none, with a signature", TestToken.of("none").signed("evil")),
                argumentSet("no signature", RS256.signed("")),
                argumentSet("a signature that is none", RS256.signed("evil")),
                argumentSet("HMAC with the PEM", hmac(TestKeys.pem(OWN).getBytes(StandardCharsets.UTF_8))),
                argumentSet("HMAC with the DER", hmac(OWN.getEncoded())),
                argumentSet(
                        "HMAC with the JWK",
                        hmac(TestKeys.jwk(OWN, "main").toJson().getBytes(StandardCharsets.UTF_8))),
                argumentSet(
                        "jwk",
                        RS256.header("jwk", jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                                .sign(evil.getPrivate())),
                argumentSet("jku", RS256.header("jku", "https://evil.example").sign(evil.getPrivate())),
                argumentSet("x5u", RS256.header("x5u", "https://evil.example").sign(evil.getPrivate())),
                argumentSet("x5c", RS256.header("x5c", List.of("evil")).sign(evil.getPrivate())),
                argumentSet("x5t", RS256.header("x5t", "evil").sign(evil.getPrivate())),
                argumentSet(
                        "kid of a path", RS256.header("kid", "../../etc/passwd").sign(evil.getPrivate())),
                argumentSet(
                        "kid of SQL",
                        RS256.header("kid", "' OR 1=1; DROP TABLE keys").sign(evil.getPrivate())),
                argumentSet(
                        "kid of a URL",
                        RS256.header("kid", "https://evil.example").sign(evil.getPrivate())),
                argumentSet(
                        "kid that is no text",
                        RS256.header("kid", Map.of("evil", 1)).sign(evil.getPrivate())),
                argumentSet("ES256", TestToken.of("ES256").sign(TestKeys.P256.getPrivate())),
                argumentSet("EdDSA", TestToken.of("EdDSA").sign(TestKeys.ED25519.getPrivate())),
                argumentSet(
                        "an algorithm that does not exist", TestToken.of("evil").signed("evil")),
                argumentSet(
                        "another iss",
                        RS256.claim("iss", "https://evil.example").sign(TestKeys.RSA.getPrivate())),
                argumentSet(
                        "iss with a slash",
                        RS256.claim("iss", TestToken.ISS + "/").sign(TestKeys.RSA.getPrivate())),
                argumentSet("no iss", RS256.without("iss").sign(TestKeys.RSA.getPrivate())),
                argumentSet(
                        "several iss",
                        RS256.claim("iss", List.of(TestToken.ISS)).sign(TestKeys.RSA.getPrivate())));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void isRefusedWithKeysInAFile(String token) {
        assertSaysNothingOf(token, refusal(TestIssuer.withKeys(OWN), token));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void isRefusedWithAJwks(String token) {
        var jwks = TestKeys.jwks(TestKeys.jwk(OWN, "main"), TestKeys.jwk(TestKeys.P384.getPublic(), "other"));
        assertSaysNothingOf(token, refusal(TestIssuer.withJwks(jwks), token));
    }

    @Test
    void theGoodOneIsGood() {
        var caller = verify(TestIssuer.withKeys(OWN), RS256.sign(TestKeys.RSA.getPrivate()));

        assertEquals("ann", caller.subject().orElseThrow().name());
    }

    @Test
    void noIssuerSignsForAnother() {
        var issuers = TestIssuer.all(
                TestIssuer.with("one", "https://one", () -> KeyFormat.PEM.parse(TestKeys.pem(OWN))),
                TestIssuer.with(
                        "two", "https://two", () -> KeyFormat.PEM.parse(TestKeys.pem(TestKeys.OTHER_RSA.getPublic()))));
        var ofOne = RS256.claim("iss", "https://one");

        assertEquals(
                "one",
                verify(issuers, ofOne.sign(TestKeys.RSA.getPrivate()))
                        .subject()
                        .flatMap(subject -> subject.issuer())
                        .orElseThrow());
        refusal(issuers, ofOne.sign(TestKeys.OTHER_RSA.getPrivate()));
        refusal(issuers, ofOne.claim("iss", "https://two").sign(TestKeys.RSA.getPrivate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AA", "AAAA", "MAYCAQECAQE"})
    void aSignatureOfTheWrongLengthIsOnlyWrong(String signature) {
        for (var alg : List.of("ES256", "ES384", "RS256", "PS256", "EdDSA")) {
            refusal(everyKey(), TestToken.of(alg).signed(signature));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 96, 132, 256, 4096})
    void aSignatureOfZerosOrOnesIsOnlyWrong(int bytes) {
        for (var alg : List.of("ES256", "ES384", "RS256", "PS256", "EdDSA")) {
            refusal(everyKey(), TestToken.of(alg).signed("A".repeat(bytes * 4 / 3 + 1)));
            refusal(everyKey(), TestToken.of(alg).signed("_".repeat(bytes * 4 / 3 + 1)));
        }
    }

    private static Issuers everyKey() {
        return TestIssuer.withKeys(
                OWN, TestKeys.P256.getPublic(), TestKeys.P384.getPublic(), TestKeys.ED25519.getPublic());
    }

    private static String hmac(byte[] secret) {
        return TestToken.of("HS256").sign(new HmacKey(secret));
    }

    private static void assertSaysNothingOf(String token, String reason) {
        for (var part : PARTS) {
            assertFalse(reason.contains(part), () -> reason + " has " + part + " of " + token);
        }
    }
}
