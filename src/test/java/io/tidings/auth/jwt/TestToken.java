package io.tidings.auth.jwt;

import java.security.Key;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// A token to sign with any key and to spoil in any way: its header and its claims, or a payload that is none.
record TestToken(Map<String, Object> header, Map<String, Object> claims) {
    static final String ISS = "https://id.example.com";
    static final String AUDIENCE = "tidings";

    /// Within the life of each token here.
    static final long NOW = 1_800_000_000;

    /// Good at an issuer that has the key.
    static TestToken of(String alg) {
        return new TestToken(
                Map.of("alg", alg), Map.of("iss", ISS, "aud", AUDIENCE, "sub", "ann", "exp", NOW + 600, "iat", NOW));
    }

    TestToken header(String name, Object value) {
        return new TestToken(with(header, name, value), claims);
    }

    TestToken claim(String name, Object value) {
        return new TestToken(header, with(claims, name, value));
    }

    TestToken without(String claim) {
        var fewer = new LinkedHashMap<>(claims);
        fewer.remove(claim);
        return new TestToken(header, fewer);
    }

    String sign(Key key) {
        return sign(key, JsonUtil.toJson(claims));
    }

    String sign(Key key, String payload) {
        try {
            var signature = new JsonWebSignature();
            header.forEach(signature::setHeader);
            signature.setPayload(payload);
            signature.setKey(key);
            signature.setDoKeyValidation(false);
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// With any text as its signature.
    String signed(String signature) {
        return raw(JsonUtil.toJson(header), JsonUtil.toJson(claims), signature);
    }

    static String raw(String header, String payload, String signature) {
        return Base64Url.encodeUtf8ByteRepresentation(header) + "."
                + Base64Url.encodeUtf8ByteRepresentation(payload) + "."
                + signature;
    }

    private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(name, value);
        return more;
    }
}
