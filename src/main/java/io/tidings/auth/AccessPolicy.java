package io.tidings.auth;

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
}
