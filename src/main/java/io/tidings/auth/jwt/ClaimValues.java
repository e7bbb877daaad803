package io.tidings.auth.jwt;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds claims of a token, and reads them as texts.
final class ClaimValues {
    private ClaimValues() {}

    /// The claim of exactly this name, or else the one at this path: `realm_access/roles` is the member
    /// `roles` of the claim `realm_access`.
    static Optional<Object> find(Map<String, Object> claims, String name) {
        var exact = claims.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        int slash = name.indexOf('/');
        if (slash < 0 || !(claims.get(name.substring(0, slash)) instanceof Map<?, ?> inner)) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // the names in an object of JSON are strings
        var members = (Map<String, Object>) inner;
        return find(members, name.substring(slash + 1));
    }

    /// A string, an integer, or a list of them. Nothing else stands for a part of a topic.
    static List<String> texts(Object claim) {
        return elements(claim)
                .filter(value -> value instanceof String || value instanceof Long || value instanceof BigInteger)
                .map(Object::toString)
                .toList();
    }

    /// Whether a claim is a value, a list with it, or a string of words with it, as `scope` is (RFC 8693, 4.2).
    static boolean has(Object claim, String value) {
        return texts(claim).contains(value)
                || elements(claim)
                        .anyMatch(element -> element instanceof Boolean truth && value.equals(truth.toString()))
                || (claim instanceof String words && List.of(words.split(" ")).contains(value));
    }

    private static Stream<?> elements(Object claim) {
        return claim instanceof Collection<?> all ? all.stream() : Stream.of(claim);
    }
}
