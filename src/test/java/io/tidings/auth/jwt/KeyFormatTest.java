package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.tidings.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys as operators and issuers write them.
class KeyFormatTest {
    static Stream<PublicKey> publicKeys() {
        return Stream.of(TestKeys.RSA, TestKeys.P256, TestKeys.P384, TestKeys.ED25519)
                .map(pair -> pair.getPublic());
    }

    @ParameterizedTest
    @MethodSource("publicKeys")
    void aPublicKeyIsRead(PublicKey key) throws UnavailableKeysException {
        var pem = TestKeys.pem(key);

        assertTrue(KeyFormat.PEM.parse(pem).contains(key));
        assertTrue(KeyFormat.PEM
                .parse("a comment\n" + pem.replace("\n", "\r\n") + "another")
                .contains(key));
        assertTrue(KeyFormat.JWKS.parse(TestKeys.jwks(TestKeys.jwk(key, ""))).contains(key));
    }

    @Test
    void eachOfSeveralKeysIsRead() throws UnavailableKeysException {
        var keys = KeyFormat.PEM.parse(publicKeys().map(TestKeys::pem).reduce("", String::concat));

        assertTrue(publicKeys().allMatch(keys::contains));
    }

    @Test
    void theKeyOfACertificateIsRead(@TempDir Path folder) throws Exception {
        var file = Certificate.in(folder).certificate();
        try (var bytes = Files.newInputStream(file)) {
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(bytes);

            assertTrue(KeyFormat.PEM.parse(Files.readString(file)).contains(certificate.getPublicKey()));
        }
    }

    static Stream<Arguments> noPem() {
        var good = TestKeys.pem(TestKeys.RSA.getPublic());
        return Stream.of(
                argumentSet("nothing", ""),
                argumentSet("something else", "a secret"),
                argumentSet(
                        "a private key",
                        TestKeys.pem("PRIVATE KEY", TestKeys.RSA.getPrivate().getEncoded())),
                argumentSet("no end", good.substring(0, 100)),
                argumentSet("another end", good.replace("END PUBLIC KEY", "END CERTIFICATE")),
                argumentSet("a cut key", TestKeys.pem("PUBLIC KEY", new byte[] {1, 2, 3})),
                argumentSet("a cut certificate", TestKeys.pem("CERTIFICATE", new byte[] {1, 2, 3})),
                argumentSet("a key as a certificate", good.replace("PUBLIC KEY", "CERTIFICATE")),
                argumentSet("a key that signs nothing", TestKeys.pem(TestKeys.X25519.getPublic())),
                argumentSet("a good one and a cut one", good + TestKeys.pem("PUBLIC KEY", new byte[] {1, 2, 3})));
    }

    @ParameterizedTest
    @MethodSource("noPem")
    void whatIsNoPemIsRefused(String text) {
        assertThrows(UnavailableKeysException.class, () -> KeyFormat.PEM.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "<html>", "{\"keys\":5}", "{\"keys\":[5]}", "{\"keys\":{}}"})
    void whatIsNoJwksIsRefused(String text) {
        assertThrows(UnavailableKeysException.class, () -> KeyFormat.JWKS.parse(text));
    }

    @Test
    void aJwksWithoutAPublicKeyIsRefused() {
        var secret = TestKeys.jwks(new OctetSequenceJsonWebKey(TestKeys.HMAC));

        assertThrows(UnavailableKeysException.class, () -> KeyFormat.JWKS.parse(secret));
    }

    @Test
    void anEmptyJwksTakesAllKeysAway() throws UnavailableKeysException {
        assertSame(KeySet.EMPTY, KeyFormat.JWKS.parse(TestKeys.jwks()));
    }

    @Test
    void anUnknownKeyInAJwksIsLeftOut() throws UnavailableKeysException {
        var known = TestKeys.jwk(TestKeys.RSA.getPublic(), "a").toJson();
        var text = "{\"keys\":[{\"kty\":\"new\"},{},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},"
                + known + "]}";

        assertTrue(KeyFormat.JWKS.parse(text).contains(TestKeys.RSA.getPublic()));
    }

    @Test
    void aShortSecretIsRefusedAndNotTold() throws UnavailableKeysException {
        var refused = assertThrows(
                UnavailableKeysException.class, () -> KeyFormat.SECRET.parse(" " + "s3cret-".repeat(4) + "\n"));

        assertFalse(refused.getMessage().contains("s3cret"));
        assertTrue(KeyFormat.SECRET.parse("x".repeat(32)).contains(TestKeys.hmac("x".repeat(32))));
    }
}
