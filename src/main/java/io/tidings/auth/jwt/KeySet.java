package io.tidings.auth.jwt;

import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// The keys of an issuer at one time. A token names the key of a JWKS that verifies it; other keys have no
/// names, and each of them that fits a token's algorithm is tried.
final class KeySet {
    /// No keys: no token is good.
    static final KeySet EMPTY = new KeySet(List.of(), false);

    private final List<JsonWebKey> keys;
    private final boolean isNamed;
    private final Set<Key> all;
    private final Map<Key, String> ids;
    private final Set<String> known;
    private final Set<List<Object>> identities;

    private KeySet(List<JsonWebKey> keys, boolean isNamed) {
        this.keys = List.copyOf(keys);
        this.isNamed = isNamed;
        this.all = keys.stream().map(JsonWebKey::getKey).collect(Collectors.toSet());
        this.ids = keys.stream()
                .filter(PublicJsonWebKey.class::isInstance)
                .collect(Collectors.toMap(JsonWebKey::getKey, KeySet::thumbprint, (one, _) -> one));
        this.known = Set.copyOf(ids.values());
        this.identities = keys.stream().map(KeySet::identity).collect(Collectors.toSet());
    }

    /// Of a JWKS.
    static KeySet named(List<JsonWebKey> keys) {
        return new KeySet(keys, true);
    }

    /// Of a file or a setting that holds keys alone.
    static KeySet nameless(List<JsonWebKey> keys) {
        return new KeySet(keys, false);
    }

    private static String thumbprint(JsonWebKey key) {
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /// All that decides for which tokens a key is used.
    private static List<Object> identity(JsonWebKey key) {
        return List.of(
                thumbprint(key),
                Optional.ofNullable(key.getKeyId()),
                Optional.ofNullable(key.getAlgorithm()),
                Optional.ofNullable(key.getUse()),
                Optional.ofNullable(key.getKeyOps()));
    }

    /// Those that may have signed a token, by its header. More than one where several have the same name, or
    /// none has.
    List<JsonWebKey> candidates(JsonWebSignature token) throws JoseException {
        if (isNamed) {
            return new VerificationJwkSelector()
                    .selectList(token, keys).stream()
                            .filter(key -> isFor(token, key))
                            .toList();
        }
        var type = token.getKeyType();
        return keys.stream().filter(key -> key.getKeyType().equals(type)).toList();
    }

    /// A key that is for one algorithm is for no other (RFC 8725, section 3.1).
    private static boolean isFor(JsonWebSignature token, JsonWebKey key) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(token.getAlgorithmHeaderValue());
    }

    boolean contains(Key key) {
        return all.contains(key);
    }

    /// The name of a key for other replicas, if it is one of these and is public. That of a secret would help to guess
    /// it (RFC 7638, section 7).
    Optional<String> id(Key key) {
        return Optional.ofNullable(ids.get(key));
    }

    /// Whether a key of this [#id] is one of these.
    boolean contains(String id) {
        return known.contains(id);
    }

    /// Whether the other set holds the same keys with the same names and purposes.
    boolean isSame(KeySet other) {
        return isNamed == other.isNamed && identities.equals(other.identities);
    }
}
