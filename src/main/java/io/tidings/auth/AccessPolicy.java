package io.tidings.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Decides who a caller is and what it may do, by the credential that it shows. Any thread may call it; it
/// does not block.
public interface AccessPolicy {
    /// Whoever shows no credential.
    Caller anonymous();

    /// Whom a token names. Completes at once, or later on another thread, where a token has to be verified.
    /// Fails with a [io.tidings.refusal.RefusedException] if the token is not good, or cannot be verified
    /// now.
    CompletionStage<Caller> identify(String token);

    /// For how long a token is good that another replica has verified, with the key of an issuer that has this
    /// [Validity#keyId] there. Nothing if there is no issuer of that name here.
    Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry);
}
