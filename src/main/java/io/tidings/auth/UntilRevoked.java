package io.tidings.auth;

import java.time.Instant;
import java.util.Optional;

/// A credential of a subject is good for as long as another validity says, and until the subject is revoked.
public record UntilRevoked(Validity validity, Subject subject, Optional<Instant> issuedAt, RevokedSubjects revoked)
        implements Validity {
    @Override
    public Optional<Instant> expiry() {
        return validity.expiry();
    }

    @Override
    public Optional<String> keyId() {
        return validity.keyId();
    }

    @Override
    public boolean isOver(Instant now) {
        return validity.isOver(now) || revoked.refuses(subject, issuedAt, now);
    }
}
