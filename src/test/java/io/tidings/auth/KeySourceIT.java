package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the hub takes the keys of issuers from, and where it does not.
@Tag("slow")
@Tag("native")
class KeySourceIT extends AccessFixture {
    private static final List<String> DISCOVERED =
            List.of("good", "lying", "moved", "moved-keys", "huge", "broken", "silent");

    @TempDir
    static Path folder;

    private static RsaJsonWebKey key;

    @AutoClose
    private static OddProvider provider;

    @AutoClose
    private static PackagedServer server;

    KeySourceIT() {
        super(() -> new Hub(provider.issuer("good"), server.at("/"), server.at("/")));
    }

    @BeforeAll
    static void start() throws IOException, JoseException {
        key = RsaJwkGenerator.generateJwk(2_048);
        key.setKeyId("only");
        provider = new OddProvider(key);
        var settings = new TreeMap<>(Map.of("tidings.log.engine", "memory"));
        DISCOVERED.forEach(name -> add(settings, provider.issuer(name)));
        add(settings, keyHolder("served"), "jwks-url", provider.keysUrl());
        add(settings, keyHolder("believed"), "jwks-url", provider.keysUrl());
        settings.put("tidings.auth.issuers.believed.trust-claim", "true");
        add(settings, keyHolder("listed"), "jwks-file", file("keys.json", provider.keys()));
        add(
                settings,
                keyHolder("pem"),
                "public-key-file",
                file("key.pem", RsaKeyUtil.pemEncode(key.getRsaPublicKey())));
        add(settings, TestIssuer.MAIN, "secret-file", file("secret", TestIssuer.MAIN.secret() + "\n"));
        server = PackagedServer.start(AccessTerms.properties(settings));
    }

    private static void add(Map<String, String> settings, TestIssuer issuer, String... source) {
        var prefix = "tidings.auth.issuers." + issuer.name() + ".";
        settings.put(prefix + "issuer", issuer.iss());
        settings.put(prefix + "audience", Jwt.AUDIENCE);
        if (source.length > 0) {
            settings.put(prefix + source[0], source[1]);
        }
    }

    private static String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static TestIssuer keyHolder(String name) {
        return TestIssuer.ofKey(name, "https://" + name + ".example.com", key);
    }

    private static TestIssuer issuer(String name) {
        return name.equals("main") ? TestIssuer.MAIN : name.equals("good") ? provider.issuer(name) : keyHolder(name);
    }

    /// A token says itself what it grants where the operator holds the key.
    @ParameterizedTest
    @CsvSource({"good, false", "served, false", "listed, false", "believed, true", "pem, true", "main, true"})
    void keysAreTakenFromEachPlace(String name, boolean isBelieved) throws IOException {
        var token =
                issuer(name).token(own).with("tidings", Map.of("operate", true)).bearer();

        var answer = read("/caller", token);

        assertThat(answer.verdict(), is("200 none"));
        assertThat(answer.json().getString("issuer"), is(name));
        assertThat(answer.json().getBoolean("operate"), is(isBelieved));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lying", "moved", "moved-keys", "huge", "broken", "silent"})
    void tokensOfAnIssuerWithoutProperKeysHaveToWait(String name) throws IOException {
        var answer = read("/caller", provider.issuer(name).token(own).bearer());

        assertThat(answer.status(), is(503));
        assertThat(answer.headers().get("retry-after"), notNullValue());
        assertThat(answer.json().getString("type"), is("issuer-unavailable"));
    }
}
