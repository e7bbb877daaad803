package io.tidings.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Settings of the clock.
@ConfigMapping(prefix = "tidings.talk")
interface TalkConfig {
    /// Time between two events on one connection, at least a millisecond.
    @WithDefault("5s")
    Duration interval();
}
