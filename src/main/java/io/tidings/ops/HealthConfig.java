package io.tidings.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// `tidings.health`: when this hub is not well enough to get requests.
@ConfigMapping(prefix = "tidings.health")
interface HealthConfig {
    /// For how long the tail may not have had all events of the log.
    @WithDefault("10s")
    Duration maxTailLag();
}
