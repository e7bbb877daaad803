package io.tidings.control;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Everybody is anonymous, and may do nothing.
class NobodysPolicy implements AccessPolicy {
    @Override
    public Caller anonymous() {
        return Caller.anonymous(Grants.NONE);
    }

    @Override
    public CompletionStage<Caller> identify(String token) {
        return CompletableFuture.completedStage(anonymous());
    }

    @Override
    public Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry) {
        return Optional.empty();
    }
}
