package io.tidings.auth;

import java.util.Optional;

/// Decides who may do what, by the token that a caller shows. Any thread may call it; it does not block.
public interface AccessPolicy {
    /// Passes, or throws [UnauthenticatedException] or [ForbiddenException].
    void checkPublish(Optional<String> token);

    /// Passes, or throws [UnauthenticatedException] or [ForbiddenException].
    void checkSubscribe(Optional<String> token);
}
