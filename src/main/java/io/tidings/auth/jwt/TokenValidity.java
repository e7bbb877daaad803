package io.tidings.auth.jwt;

import io.tidings.auth.Validity;
import java.security.Key;
import java.time.Instant;
import java.util.Optional;

/// A token is good until it expires, and for as long as its issuer has the key that has verified it.
final class TokenValidity implements Validity {
    private final Optional<Instant> expiry;
    private final IssuerKeys keys;
    private final Key key;

    /// The keys among which the token's key was last. To look it up takes longer than to see that they are
    /// the same.
    private volatile KeySet checked = KeySet.EMPTY;

    TokenValidity(Optional<Instant> expiry, IssuerKeys keys, Key key) {
        this.expiry = expiry;
        this.keys = keys;
        this.key = key;
    }

    @Override
    public Optional<Instant> expiry() {
        return expiry;
    }

    @Override
    public Optional<String> keyId() {
        return keys.remembered().id(key);
    }

    @Override
    public boolean isOver(Instant now) {
        if (expiry.isPresent() && !now.isBefore(expiry.get())) {
            return true;
        }
        var current = keys.remembered();
        if (current != checked || current == KeySet.EMPTY) {
            if (!current.contains(key)) {
                return true;
            }
            checked = current;
        }
        return false;
    }
}
