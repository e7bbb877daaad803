package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/// An issuer that serves its discovery document and its public key on the loopback. It can change its key.
final class IdentityProvider implements AutoCloseable {
    private static final int RSA_BITS = 2_048;

    private final String name;
    private final HttpServer server;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile RsaJsonWebKey key = newKey("first");

    private IdentityProvider(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    /// The name is the one that the configuration gives it.
    static IdentityProvider start(String name) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider = new IdentityProvider(name, server);
            server.createContext("/.well-known/openid-configuration", provider::discover);
            server.createContext("/jwks", provider::tellKeys);
            server.createContext("/token", provider::grant);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As it signs now.
    TestIssuer issuer() {
        return TestIssuer.ofKey(name, url(), key);
    }

    /// The key with which it signs now.
    RsaJsonWebKey key() {
        return key;
    }

    /// Signs with another key from now on, and serves that alone.
    void changeKey(String keyId) {
        key = newKey(keyId);
    }

    /// How often it was asked for its keys.
    int questions() {
        return questions.get();
    }

    /// Where it is, which is what its tokens have as `iss`.
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void discover(HttpExchange exchange) throws IOException {
        answer(exchange, "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/jwks\"}".formatted(url()));
    }

    private void tellKeys(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        answer(exchange, new JsonWebKeySet(key).toJson());
    }

    /// A token of the user `ann` with the scope that is asked for.
    private void grant(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var token = issuer().token("ann")
                .with("aud", "tidings")
                .with("groups", List.of("red", "blue"))
                .with("scope", form.replaceAll(".*scope=", ""));
        answer(exchange, "{\"access_token\":\"" + token.sign() + "\"}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        var bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static RsaJsonWebKey newKey(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(RSA_BITS);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
