package io.tidings.auth;

import java.util.Optional;

/// Decides who may do what, by the token that a caller shows. Any thread may call it; it does not block.
public interface AccessPolicy {
    /// Throws [RefusedException] if it may not.
    void checkPublish(Optional<String> token);

    /// Of which topics its holder may read private events. Throws [RefusedException] if it may not subscribe at all.
    Grants grants(Optional<String> token);
}
