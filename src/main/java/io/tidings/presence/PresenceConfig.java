package io.tidings.presence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// On which topics the hub knows who is present, and who may know.
@ConfigMapping(prefix = "tidings.presence")
interface PresenceConfig {
    /// Topics or patterns. Without any, presence costs nothing.
    Optional<List<String>> topics();

    /// How long after its last stream closed a subject leaves.
    @WithDefault("10s")
    Duration grace();

    /// Whether callers without a token may know who is present, of the topics that they may subscribe to.
    /// `auth` reads it.
    @WithDefault("false")
    boolean anonymous();
}
