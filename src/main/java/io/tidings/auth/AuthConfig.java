package io.tidings.auth;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Who may do what.
@ConfigMapping(prefix = "tidings.auth")
interface AuthConfig {
    /// Tokens of which one is needed to publish and to delete. Without any, everyone may in dev and test mode;
    /// otherwise a token is made at each start and logged.
    Optional<List<String>> publishTokens();

    /// Tokens of which one is needed to subscribe and to read. Without any, everyone may.
    Optional<List<String>> subscribeTokens();
}
