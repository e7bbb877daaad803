package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The places where an issuer's keys are.
@Timeout(60)
class KeySourceTest {
    private static final String JWKS = TestKeys.jwks(TestKeys.jwk(TestKeys.RSA.getPublic(), "a"));

    @TempDir
    Path folder;

    @Test
    void aJwksIsServedByTheIssuer() throws Exception {
        try (var server = new KeyServer()) {
            server.answer("/jwks", 200, JWKS);

            assertHasTheKey(KeySource.jwksUrl(server.at("/jwks")).read());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/realms/a", "/realms/a/"})
    void aJwksIsFoundByDiscovery(String path) throws Exception {
        try (var server = new KeyServer()) {
            var issuer = server.at(path).toString();
            server.answer("/jwks", 200, JWKS);
            server.answer(
                    documentOf(path), 200, discovery(issuer, server.at("/jwks").toString()));

            assertHasTheKey(KeySource.discovery(issuer).read());
        }
    }

    @Test
    void theDocumentMustBeThatOfTheIssuer() throws IOException {
        try (var server = new KeyServer()) {
            var issuer = server.at("").toString();
            server.answer("/jwks", 200, JWKS);
            server.answer(
                    documentOf(""),
                    200,
                    discovery(issuer + "/", server.at("/jwks").toString()));

            assertTrue(failure(KeySource.discovery(issuer)).contains("its issuer is not"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "http://192.0.2.1/jwks", "https://169.254.169.254/", "a b", "", "jwks"})
    void theDocumentMustNotSendTheHubElsewhere(String jwks) throws IOException {
        try (var server = new KeyServer()) {
            var issuer = server.at("").toString();
            server.answer(documentOf(""), 200, discovery(issuer, jwks));

            failure(KeySource.discovery(issuer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "<html>",
                "{\"issuer\":5}",
                "{\"issuer\":\"ISSUER\"}",
                "{\"issuer\":\"ISSUER\",\"jwks_uri\":5}"
            })
    void anotherDocumentIsNone(String document) throws IOException {
        try (var server = new KeyServer()) {
            var issuer = server.at("").toString();
            server.answer(documentOf(""), 200, document.replace("ISSUER", issuer));

            failure(KeySource.discovery(issuer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"main", "https://", "https://a b", "https://a?b=c", "https://a#b", "https://u:p@a", "urn:a"})
    void anIssuerThatIsNoUrlHasNoDocument(String issuer) {
        assertThrows(IllegalArgumentException.class, () -> KeySource.discovery(issuer));
    }

    @Test
    void aFileIsReadAnew() throws Exception {
        var file = folder.resolve("keys.pem");
        var source = KeySource.pemFile(file);
        assertSame(KeySet.EMPTY, source.read());
        assertTrue(source.whyEmpty().contains(file.toString()));

        Files.writeString(file, TestKeys.pem(TestKeys.RSA.getPublic()));
        assertHasTheKey(source.read());
        Files.writeString(file, TestKeys.pem(TestKeys.OTHER_RSA.getPublic()));
        assertFalse(source.read().contains(TestKeys.RSA.getPublic()));
        Files.delete(file);
        assertSame(KeySet.EMPTY, source.read());
    }

    @Test
    void aFileThatIsHalfWrittenTakesNoKeyAway() throws IOException {
        var file = Files.writeString(folder.resolve("keys"), "");

        for (var source :
                new KeySource[] {KeySource.pemFile(file), KeySource.jwksFile(file), KeySource.secretFile(file)}) {
            assertTrue(failure(source).contains(file.toString()));
        }
        failure(KeySource.secretFile(folder));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        failure(KeySource.secretFile(file));
    }

    @Test
    void aFileWithASecretMayEndWithALineBreak() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), TestKeys.SECRET + "\n");

        assertTrue(KeySource.secretFile(file).read().contains(TestKeys.HMAC));
    }

    private static void assertHasTheKey(KeySet keys) {
        assertTrue(keys.contains(TestKeys.RSA.getPublic()));
        assertFalse(keys.contains(TestKeys.OTHER_RSA.getPublic()));
    }

    private static String failure(KeySource source) {
        return assertThrows(UnavailableKeysException.class, source::read).getMessage();
    }

    private static String documentOf(String path) {
        return path.replaceFirst("/$", "") + "/.well-known/openid-configuration";
    }

    private static String discovery(String issuer, String jwks) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwks + "\"}";
    }
}
