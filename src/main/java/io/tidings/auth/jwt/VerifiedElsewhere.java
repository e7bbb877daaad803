package io.tidings.auth.jwt;

import io.tidings.auth.Validity;
import java.time.Instant;
import java.util.Optional;

/// A token that another replica has verified is good until it expires. That replica may have read a new key before this
/// one does, so the token ends with its key only after the key was seen here.
final class VerifiedElsewhere implements Validity {
    private final Optional<Instant> expiry;
    private final IssuerKeys keys;
    private final String keyId;
    private volatile boolean isSeen;

    VerifiedElsewhere(Optional<Instant> expiry, IssuerKeys keys, String keyId) {
        this.expiry = expiry;
        this.keys = keys;
        this.keyId = keyId;
    }

    @Override
    public Optional<Instant> expiry() {
        return expiry;
    }

    @Override
    public boolean isOver(Instant now) {
        if (expiry.isPresent() && !now.isBefore(expiry.get())) {
            return true;
        }
        if (keys.remembered().contains(keyId)) {
            isSeen = true;
            return false;
        }
        return isSeen;
    }
}
