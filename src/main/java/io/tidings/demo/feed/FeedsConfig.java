package io.tidings.demo.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of the example feeds.
@ConfigMapping(prefix = "tidings.demo")
interface FeedsConfig {
    /// Whether they are published, on topics below `demo/`.
    @WithDefault("false")
    boolean feeds();

    /// The same seed tells the same stories.
    @WithDefault("1")
    long seed();
}
