package io.tidings.auth;

import java.util.Optional;

/// Whom a credential names. Two issuers may use one name for different users, so a subject is the issuer, as
/// the configuration calls it, and the name. A token of the configuration has no issuer; its subject is its
/// own name.
public record Subject(Optional<String> issuer, String name) {
    /// Of a token of the configuration.
    public static Subject ofToken(String name) {
        return new Subject(Optional.empty(), name);
    }

    /// A text that no other subject has. An issuer's name has no line break.
    public String key() {
        return issuer.orElse("") + "\n" + name;
    }
}
