package io.tidings.auth.setup;

import java.util.List;
import java.util.stream.Stream;

/// The algorithms with which tokens may be signed (RFC 7518, section 3.1, and RFC 8037): never `none`.
final class Algorithms {
    /// With a secret.
    static final List<String> SYMMETRIC = List.of("HS256", "HS384", "HS512");

    /// With a private key. A key fits those of its own type.
    static final List<String> ASYMMETRIC =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    static final List<String> ALL =
            Stream.concat(SYMMETRIC.stream(), ASYMMETRIC.stream()).toList();

    private static final List<String> DEFAULT_SYMMETRIC = List.of("HS256");

    private Algorithms() {}

    /// Those that an issuer's tokens may have if the configuration names none.
    static List<String> defaultsFor(boolean hasSecret) {
        return hasSecret ? DEFAULT_SYMMETRIC : ASYMMETRIC;
    }

    /// Whether all of them need the kind of key that the issuer has.
    static boolean fit(List<String> algorithms, boolean hasSecret) {
        return (hasSecret ? SYMMETRIC : ASYMMETRIC).containsAll(algorithms);
    }

    /// What a secret must have for each of those that need one: as many bytes as the hash (RFC 7518, 3.2).
    static int leastSecretBytes(List<String> algorithms) {
        return algorithms.stream()
                .filter(SYMMETRIC::contains)
                .mapToInt(algorithm -> Integer.parseInt(algorithm.substring(2)) / Byte.SIZE)
                .max()
                .orElse(0);
    }
}
