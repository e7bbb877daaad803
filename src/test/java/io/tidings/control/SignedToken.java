package io.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A JWT that an issuer has signed with a secret (RFC 7515, RFC 7519).
public final class SignedToken {
    public static final String SECRET = "a secret of thirty-two characters";
    public static final String ISSUER = "https://id.example.com";

    private SignedToken() {}

    /// Of a subject that may subscribe to some patterns, for a while.
    public static String of(String subject, Duration life, String... subscribe) {
        long now = Instant.now().getEpochSecond();
        var grants = "[\"" + String.join("\",\"", subscribe) + "\"]";
        var claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + subject + "\",\"iat\":" + now + ",\"exp\":"
                + (now + life.toSeconds()) + ",\"tidings\":{\"subscribe\":" + grants + "}}";
        var content = part("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "." + part(claims.getBytes(UTF_8));
        return content + "." + part(sign(content));
    }

    /// When one of them ends.
    public static Instant expiry(String token) {
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        return Instant.ofEpochSecond(new JsonObject(claims).getLong("exp"));
    }

    private static byte[] sign(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
