package io.tidings.auth;

import java.util.Optional;

/// Decides who may do what, by the token that a caller shows. Any thread may call it; it does not block.
public interface AccessPolicy {
    /// Throws [RefusedException] if it may not.
    void checkPublish(Optional<String> token);

    /// Throws [RefusedException] if it may not.
    void checkSubscribe(Optional<String> token);
}
