package io.tidings.subscribe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How this node stops.
@ConfigMapping(prefix = "tidings.drain")
interface DrainConfig {
    /// How long everything still works once readiness is DOWN, so that a load balancer can look elsewhere.
    @WithDefault("2s")
    Duration delay();

    /// From the signal to the end of the process. Open streams end spread over what the delay, the rest of the requests
    /// and the closing of the log leave of it.
    @WithDefault("20s")
    Duration timeout();
}
