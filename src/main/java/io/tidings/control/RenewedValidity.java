package io.tidings.control;

import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
import io.tidings.auth.Validity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// For how long a credential is good that another replica has verified: until it expires, or its subject is revoked.
@ApplicationScoped
class RenewedValidity {
    private final RevokedSubjects revoked;

    RenewedValidity(RevokedSubjects revoked) {
        this.revoked = revoked;
    }

    Validity of(Optional<Subject> subject, Optional<Instant> issued, Optional<Instant> expiry) {
        var untilExpiry = new UntilExpiry(expiry);
        return subject.<Validity>map(known -> new UntilRevoked(untilExpiry, known, issued, revoked))
                .orElse(untilExpiry);
    }

    private record UntilExpiry(Optional<Instant> expiry) implements Validity {
        @Override
        public boolean isOver(Instant now) {
            return expiry.map(end -> !now.isBefore(end)).orElse(false);
        }
    }
}
