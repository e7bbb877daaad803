package io.tidings.auth;

import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// The tokens that do for something; none needed if there are none.
record Tokens(List<byte[]> all) {
    static Tokens of(List<String> tokens) {
        return new Tokens(tokens.stream().map(Tokens::bytes).toList());
    }

    void check(Optional<String> shown, String purpose) {
        if (all.isEmpty()) {
            return;
        }
        var token = shown.orElseThrow(() -> new RefusedException(
                Refusal.UNAUTHENTICATED,
                "A token is needed to " + purpose + ": send it as 'Authorization: Bearer TOKEN'."));
        if (!contains(bytes(token))) {
            throw new RefusedException(
                    Refusal.FORBIDDEN, "The token is none of those that may " + purpose + ": check it for typos.");
        }
    }

    /// Compares with each one, in a time that does not depend on how much of a token was right.
    private boolean contains(byte[] token) {
        boolean found = false;
        for (var one : all) {
            found |= MessageDigest.isEqual(one, token);
        }
        return found;
    }

    private static byte[] bytes(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }
}
