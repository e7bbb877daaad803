package io.tidings.log.setup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where events are kept.
@ConfigMapping(prefix = "tidings.log")
interface LogConfig {
    /// The engine: `sqlite` keeps events in a file, `memory` forgets them when the hub stops.
    @WithDefault("sqlite")
    Engine engine();

    /// What the whole log may take, in a file or in memory. Over it the oldest events go, of whatever topic.
    @WithDefault("10G")
    MemorySize maxSize();

    /// For how long an `Idempotency-Key` is remembered.
    @WithDefault("10m")
    Duration idempotencyWindow();

    /// How many of them at most; over that the oldest is forgotten.
    @WithDefault("100000")
    int idempotencyKeys();

    /// What keeps the events.
    enum Engine {
        MEMORY,
        SQLITE
    }
}
