package io.tidings.docs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/// An identity provider on this machine: a discovery document, a JWKS with one RSA key, and tokens of the user `ann`.
final class IdentityProvider implements AutoCloseable {
    private static final int RSA_BITS = 2048;

    private final String audience;
    private final RsaJsonWebKey key;
    private final HttpServer server;

    IdentityProvider(String audience) throws IOException, JoseException {
        this.audience = audience;
        this.key = RsaJwkGenerator.generateJwk(RSA_BITS);
        key.setKeyId("2026");
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", this::discover);
        server.createContext("/keys", this::sendKeys);
        server.createContext("/token", this::sendToken);
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void discover(HttpExchange exchange) throws IOException {
        send(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer(), issuer()));
    }

    private void sendKeys(HttpExchange exchange) throws IOException {
        send(exchange, "{\"keys\":[" + key.toJson(OutputControlLevel.PUBLIC_ONLY) + "]}");
    }

    /// With the scope that was asked for.
    private void sendToken(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        send(exchange, "{\"access_token\":\"" + token(form.replaceAll(".*scope=", "")) + "\"}");
    }

    private String token(String scope) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(audience);
        claims.setSubject("ann");
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("scope", scope);
        claims.setStringListClaim("groups", List.of("red", "blue"));
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
