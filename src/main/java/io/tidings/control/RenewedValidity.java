package io.tidings.control;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.RevokedSubjects;
import io.tidings.auth.Subject;
import io.tidings.auth.UntilRevoked;
import io.tidings.auth.Validity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// For how long a credential is good that another replica has verified: until it expires, its subject
/// is revoked, or its key is gone.
@ApplicationScoped
class RenewedValidity {
    private final RevokedSubjects revoked;
    private final AccessPolicy policy;

    RenewedValidity(RevokedSubjects revoked, AccessPolicy policy) {
        this.revoked = revoked;
        this.policy = policy;
    }

    /// What a call says of a credential of a subject.
    Validity of(Optional<Subject> subject, StreamCall.Renew call) {
        var expiry = instant(call.expires());
        var validity = subject.flatMap(Subject::issuer)
                .flatMap(issuer ->
                        Optional.ofNullable(call.key()).flatMap(key -> policy.verifiedElsewhere(issuer, key, expiry)))
                .orElse(new UntilExpiry(expiry));
        return subject.<Validity>map(known -> new UntilRevoked(validity, known, instant(call.issued()), revoked))
                .orElse(validity);
    }

    private static Optional<Instant> instant(@Nullable Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }

    private record UntilExpiry(Optional<Instant> expiry) implements Validity {
        @Override
        public boolean isOver(Instant now) {
            return expiry.map(end -> !now.isBefore(end)).orElse(false);
        }
    }
}
