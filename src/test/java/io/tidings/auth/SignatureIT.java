package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens signed with each kind of key, and each algorithm that fits it (RFC 7518, section 3; RFC 8037).
@Tag("slow")
@Tag("native")
class SignatureIT extends AccessFixture {
    @TempDir
    static Path folder;

    /// By the name of their issuer.
    private static final Map<String, PublicJsonWebKey> KEYS = new TreeMap<>();

    @AutoClose
    private static PackagedServer server;

    SignatureIT() {
        super(() -> new Hub(TestIssuer.MAIN, server.at("/"), server.at("/")));
    }

    @BeforeAll
    static void start() throws IOException, JoseException {
        KEYS.put("rsa", RsaJwkGenerator.generateJwk(2_048));
        KEYS.put("p256", EcJwkGenerator.generateJwk(EllipticCurves.P256));
        KEYS.put("p384", EcJwkGenerator.generateJwk(EllipticCurves.P384));
        KEYS.put("p521", EcJwkGenerator.generateJwk(EllipticCurves.P521));
        KEYS.put("ed25519", OkpJwkGenerator.generateJwk("Ed25519"));
        KEYS.put("narrow", KEYS.get("rsa"));
        var settings = new TreeMap<>(Map.of("tidings.log.engine", "memory"));
        for (var key : KEYS.entrySet()) {
            var prefix = "tidings.auth.issuers." + key.getKey() + ".";
            settings.put(prefix + "issuer", url(key.getKey()));
            settings.put(prefix + "audience", Jwt.AUDIENCE);
            settings.put(
                    prefix + "jwks-file", file(key.getKey(), key.getValue()).toString());
        }
        settings.put("tidings.auth.issuers.narrow.algorithms", "PS512");
        server = PackagedServer.start(AccessTerms.properties(settings));
    }

    private static String url(String issuer) {
        return "https://" + issuer + ".example.com";
    }

    /// Of the public half alone.
    private static Path file(String name, PublicJsonWebKey key) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), new JsonWebKeySet(List.of(key)).toJson());
    }

    private String verdict(String issuer, String algorithm, Key key) throws IOException {
        var signer = new TestIssuer(issuer, url(issuer), algorithm, key, Optional.empty());
        return read("/caller", signer.token(own).bearer()).verdict();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, RS256",
        "rsa, RS384",
        "rsa, RS512",
        "rsa, PS256",
        "rsa, PS384",
        "rsa, PS512",
        "p256, ES256",
        "p384, ES384",
        "p521, ES512",
        "ed25519, EdDSA",
        "narrow, PS512"
    })
    void whatFitsTheKeyIsGood(String issuer, String algorithm) throws IOException {
        assertThat(verdict(issuer, algorithm, KEYS.get(issuer).getPrivateKey()), is("200 none"));
    }

    @ParameterizedTest
    @CsvSource({
        "narrow, RS256, rsa",
        "narrow, PS256, rsa",
        "p256, ES384, p384",
        "p384, ES256, p256",
        "rsa, ES256, p256",
        "ed25519, RS256, rsa",
        "p256, EdDSA, ed25519"
    })
    void otherAlgorithmsAndKeysAreNot(String issuer, String algorithm, String key) throws IOException {
        assertThat(verdict(issuer, algorithm, KEYS.get(key).getPrivateKey()), is("401 Bearer error=\"invalid_token\""));
    }

    @ParameterizedTest
    @CsvSource({"rsa", "p256", "p384", "p521", "ed25519"})
    void noPublicKeyIsASecret(String issuer) throws IOException {
        var secret = new HmacKey(KEYS.get(issuer).getPublicKey().getEncoded());

        assertThat(verdict(issuer, "HS256", secret), is("401 Bearer error=\"invalid_token\""));
    }
}
