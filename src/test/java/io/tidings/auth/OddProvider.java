package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;

/// A server with several issuers below it of one key, each with a whim of its own, which its name tells.
final class OddProvider implements AutoCloseable {
    private static final int MORE_THAN_A_JWKS_MAY_HAVE = 600 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final RsaJsonWebKey key;
    private final HttpServer server;

    OddProvider(RsaJsonWebKey key) throws IOException {
        this.key = key;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jwks", exchange -> answer(exchange, keys()));
        server.createContext("/good" + DISCOVERY, exchange -> answer(exchange, document("good", "jwks")));
        server.createContext("/lying" + DISCOVERY, exchange -> answer(exchange, document("good", "jwks")));
        server.createContext("/moved" + DISCOVERY, exchange -> redirect(exchange, "good" + DISCOVERY));
        server.createContext("/moved-keys" + DISCOVERY, exchange -> answer(exchange, document("moved-keys", "away")));
        server.createContext("/away", exchange -> redirect(exchange, "jwks"));
        server.createContext("/huge" + DISCOVERY, exchange -> answer(exchange, document("huge", "padded")));
        server.createContext("/padded", exchange -> answer(exchange, keys() + " ".repeat(MORE_THAN_A_JWKS_MAY_HAVE)));
        server.createContext("/broken" + DISCOVERY, exchange -> answer(exchange, "<html>"));
        server.createContext("/silent" + DISCOVERY, _ -> {
            // It never answers.
        });
        server.start();
    }

    TestIssuer issuer(String name) {
        return TestIssuer.ofKey(name, url(name), key);
    }

    /// Where its keys are, without discovery.
    String keysUrl() {
        return url("jwks");
    }

    /// As a file of keys holds them.
    String keys() {
        return new JsonWebKeySet(key).toJson();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private String document(String issuer, String keys) {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url(issuer), url(keys));
    }

    private void redirect(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Location", url(path));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
