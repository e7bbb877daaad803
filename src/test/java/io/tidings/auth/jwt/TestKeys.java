package io.tidings.auth.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// Keys of each kind, made once, in the forms in which operators and issuers write them.
final class TestKeys {
    static final String SECRET = "a secret of 32 characters, or more";
    static final HmacKey HMAC = hmac(SECRET);
    static final KeyPair RSA = pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    static final KeyPair OTHER_RSA = pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    static final KeyPair WEAK_RSA = pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
    static final KeyPair P256 = pair("EC", new ECGenParameterSpec("secp256r1"));
    static final KeyPair P384 = pair("EC", new ECGenParameterSpec("secp384r1"));
    static final KeyPair ED25519 = pair("Ed25519");
    static final KeyPair X25519 = pair("X25519");

    private TestKeys() {}

    static HmacKey hmac(String secret) {
        return new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    /// A key of a JWKS, with a name or without.
    static PublicJsonWebKey jwk(PublicKey key, String kid) {
        try {
            var jwk = PublicJsonWebKey.Factory.newPublicJwk(key);
            Optional.of(kid).filter(name -> !name.isEmpty()).ifPresent(jwk::setKeyId);
            return jwk;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String jwks(JsonWebKey... keys) {
        return Stream.of(keys)
                .map(key -> key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec... specs) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            for (var spec : specs) {
                generator.initialize(spec);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
