package io.tidings.auth;

import java.time.Instant;
import java.util.Optional;

/// For how long a credential is good. Any thread may call it; it does not block.
public interface Validity {
    /// Of a credential that is good for as long as the hub runs.
    Validity UNLIMITED = new Validity() {
        @Override
        public Optional<Instant> expiry() {
            return Optional.empty();
        }

        @Override
        public boolean isOver(Instant now) {
            return false;
        }
    };

    /// When the credential ends by itself, if it does.
    Optional<Instant> expiry();

    /// Which public key of its issuer has verified it, if one has and is still there.
    default Optional<String> keyId() {
        return Optional.empty();
    }

    /// Whether it has ended at this time, by itself or because its key or its configuration is gone.
    boolean isOver(Instant now);
}
