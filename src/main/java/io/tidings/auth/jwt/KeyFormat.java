package io.tidings.auth.jwt;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/// How keys are written.
enum KeyFormat {
    /// A JWK set (RFC 7517, section 5). Its symmetric keys are left out: a key that is public signs nothing. An empty
    /// set takes all keys away.
    JWKS {
        @Override
        KeySet parse(String text) throws UnavailableKeysException {
            try {
                if (JsonUtil.parseJson(text).get("keys") instanceof List<?> all && all.isEmpty()) {
                    return KeySet.EMPTY;
                }
                var keys = new JsonWebKeySet(text)
                        .getJsonWebKeys().stream()
                                .filter(PublicJsonWebKey.class::isInstance)
                                .toList();
                if (keys.isEmpty()) {
                    throw new UnavailableKeysException("it is a JWKS without a public key");
                }
                return KeySet.named(keys);
            } catch (JoseException | RuntimeException e) {
                throw new UnavailableKeysException("it is not a JWKS", e);
            }
        }
    },
    /// Public keys or certificates in PEM (RFC 7468).
    PEM {
        @Override
        KeySet parse(String text) throws UnavailableKeysException {
            return KeySet.nameless(jwks(PemKeys.in(text)));
        }
    },
    /// A secret for HMAC: all of the text, without white space around it.
    SECRET {
        @Override
        KeySet parse(String text) throws UnavailableKeysException {
            var secret = text.strip().getBytes(StandardCharsets.UTF_8);
            if (secret.length < MIN_SECRET_BYTES) {
                throw new UnavailableKeysException("it is shorter than the " + MIN_SECRET_BYTES
                        + " bytes that HS256 needs: make one with 'openssl rand -hex 32'");
            }
            return KeySet.nameless(jwks(List.of(new HmacKey(secret))));
        }
    };

    /// RFC 7518, section 3.2.
    private static final int MIN_SECRET_BYTES = 32;

    /// The keys in a text.
    abstract KeySet parse(String text) throws UnavailableKeysException;

    /// The keys in a text that is from some place.
    KeySet parse(String text, Object place) throws UnavailableKeysException {
        try {
            return parse(text);
        } catch (UnavailableKeysException e) {
            throw new UnavailableKeysException(place + ": " + e.getMessage(), e);
        }
    }

    private static List<JsonWebKey> jwks(List<? extends Key> keys) throws UnavailableKeysException {
        try {
            var all = new ArrayList<JsonWebKey>(keys.size());
            for (var key : keys) {
                all.add(JsonWebKey.Factory.newJwk(key));
            }
            return all;
        } catch (JoseException e) {
            throw new UnavailableKeysException("it holds a key of a kind that signs no tokens", e);
        }
    }
}
