package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;

/// Tokens that are not good, each for a reason of its own.
final class BadTokens {
    private BadTokens() {}

    /// By what is wrong with them.
    static Map<String, String> of(TestIssuer id, String user) throws JoseException {
        var publicKey = id.publicKey();
        var stranger = RsaJwkGenerator.generateJwk(2_048);
        var all = new LinkedHashMap<String, String>();
        all.put("unknown", "no-such-token");
        all.put("nearly a token of the configuration", AccessTerms.CI + "x");
        all.put("no JWT", "a.b.c");
        all.put("expired", id.token(user).within("exp", -1).sign());
        all.put("for others", id.token(user).with("aud", "somebody-else").sign());
        all.put("for nobody", id.token(user).without("aud").sign());
        all.put(
                "another key",
                id.with("RS256", stranger.getRsaPrivateKey()).token(user).sign());
        all.put("another kid", id.token(user).withHeader("kid", "other").sign());
        all.put("changed", changed(id.token(user).sign()));
        all.put("alg none", id.with("none", id.key()).token(user).sign());
        all.put(
                "public key as secret",
                id.with("HS256", new HmacKey(publicKey.getEncoded()))
                        .token(user)
                        .sign());
        all.put(
                "public PEM as secret",
                id.with("HS256", new HmacKey(RsaKeyUtil.pemEncode(publicKey).getBytes(UTF_8)))
                        .token(user)
                        .sign());
        all.put(
                "secret of another issuer",
                id.with("HS256", TestIssuer.MAIN.key()).token(user).sign());
        all.put(
                "key of another issuer",
                id.with(TestIssuer.MAIN.iss()).token(user).sign());
        all.put(
                "key that it brings along",
                id.with("RS256", stranger.getRsaPrivateKey())
                        .token(user)
                        .withHeader("jwk", stranger.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                        .sign());
        for (var source : Map.of("jku", "http://127.0.0.1:9/jwks", "x5u", "http://127.0.0.1:9/chain.pem", "x5c", "MIIB")
                .entrySet()) {
            var value = source.getKey().equals("x5c") ? List.of(source.getValue()) : source.getValue();
            all.put(
                    "key at its " + source.getKey(),
                    id.with("RS256", stranger.getRsaPrivateKey())
                            .token(user)
                            .withHeader(source.getKey(), value)
                            .sign());
        }
        for (var kid : List.of("../../etc/passwd", "' OR 1=1; --", "http://127.0.0.1:9/jwks")) {
            all.put("kid " + kid, id.token(user).withHeader("kid", kid).sign());
        }
        all.put(
                "weaker algorithm",
                TestIssuer.LASTING
                        .with("HS256", TestIssuer.LASTING.key())
                        .token(user)
                        .sign());
        all.put(
                "unknown issuer",
                id.with("https://nobody.example.com").token(user).sign());
        all.put("no issuer", id.token(user).without("iss").sign());
        all.put("no exp", id.token(user).without("exp").sign());
        all.put("not yet", id.token(user).within("nbf", 300).sign());
        all.put("from the future", id.token(user).within("iat", 300).sign());
        all.put("another typ", id.token(user).withHeader("typ", "logout+jwt").sign());
        all.put("a claim of the wrong type", id.token().with("sub", 7).sign());
        return all;
    }

    private static String changed(String token) {
        var parts = token.split("\\.");
        var claims = new StringBuilder(parts[1]);
        int middle = claims.length() / 2;
        claims.setCharAt(middle, claims.charAt(middle) == 'A' ? 'B' : 'A');
        return parts[0] + "." + claims + "." + parts[2];
    }
}
