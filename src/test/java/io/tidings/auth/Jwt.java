package io.tidings.auth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// A token while a test writes it: meant for the hub, and good for an hour unless it says something else.
final class Jwt {
    static final String AUDIENCE = "tidings-test";

    private final TestIssuer issuer;
    private final Map<String, Object> claims = new HashMap<>();
    private final Map<String, Object> headers = new HashMap<>();

    Jwt(TestIssuer issuer) {
        this.issuer = issuer;
        claims.put("iss", issuer.iss());
        claims.put("aud", AUDIENCE);
        claims.put("exp", Instant.now().getEpochSecond() + 3_600);
        issuer.keyId().ifPresent(id -> headers.put("kid", id));
    }

    Jwt with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    /// A time, so many seconds from now.
    Jwt within(String claim, long seconds) {
        return with(claim, Instant.now().getEpochSecond() + seconds);
    }

    Jwt without(String claim) {
        claims.remove(claim);
        return this;
    }

    Jwt withHeader(String name, Object value) {
        headers.put(name, value);
        return this;
    }

    /// The same, but good for so many more seconds.
    Jwt endingLater(long seconds) {
        var later = new Jwt(issuer);
        later.claims.putAll(claims);
        later.headers.putAll(headers);
        return later.with("exp", expiry().getEpochSecond() + seconds);
    }

    /// When it ends.
    Instant expiry() {
        return Instant.ofEpochSecond((long) claims.get("exp"));
    }

    String sign() {
        var token = new JsonWebSignature();
        token.setPayload(JsonUtil.toJson(claims));
        token.setAlgorithmHeaderValue(issuer.algorithm());
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        headers.forEach(token.getHeaders()::setObjectHeaderValue);
        if (!issuer.algorithm().equals("none")) {
            token.setKey(issuer.key());
        }
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The header that shows it.
    String bearer() {
        return AccessFixture.bearer(sign());
    }
}
