package io.tidings.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Key;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;

/// One that signs tokens: its name in the configuration, what its tokens have as `iss`, and its key.
record TestIssuer(String name, String iss, String algorithm, Key key, Optional<String> keyId) {
    /// Its tokens are believed what they say that they grant.
    static final TestIssuer MAIN = ofSecret("main", "HS256");

    /// Its tokens need not expire, and hold their grants deeper.
    static final TestIssuer LASTING = ofSecret("lasting", "HS512");

    /// It has never answered. Its key does not matter.
    static final TestIssuer AWAY = ofSecret("away", "HS256").with("http://127.0.0.1:9");

    private static TestIssuer ofSecret(String name, String algorithm) {
        var key = new HmacKey((name + "-secret-").repeat(12).getBytes(UTF_8));
        return new TestIssuer(name, "https://" + name + ".example.com", algorithm, key, Optional.empty());
    }

    /// One that serves its public key.
    static TestIssuer ofKey(String name, String iss, RsaJsonWebKey key) {
        return new TestIssuer(name, iss, "RS256", key.getRsaPrivateKey(), Optional.of(key.getKeyId()));
    }

    /// What anybody may know of its key.
    RSAPublicKey publicKey() {
        try {
            var pair = (RSAPrivateCrtKey) key;
            return new RsaKeyUtil().publicKey(pair.getModulus(), pair.getPublicExponent());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The secret, as the configuration has it.
    String secret() {
        return new String(key.getEncoded(), UTF_8);
    }

    TestIssuer with(String iss) {
        return new TestIssuer(name, iss, algorithm, key, keyId);
    }

    /// Signs with another algorithm and key.
    TestIssuer with(String algorithm, Key key) {
        return new TestIssuer(name, iss, algorithm, key, keyId);
    }

    /// A token of it that is good for an hour.
    Jwt token() {
        return new Jwt(this);
    }

    /// The same, of a user.
    Jwt token(String subject) {
        return token().with("sub", subject);
    }
}
