package io.tidings.publish;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What publishers may send.
@ConfigMapping(prefix = "tidings.publish")
interface PublishConfig {
    /// The largest data of one event.
    @WithDefault("1M")
    MemorySize maxEventSize();

    /// The most topics of one event.
    @WithDefault("16")
    int maxTopics();

    /// The most events of one batch.
    @WithDefault("10000")
    int maxBatchEvents();

    /// The largest batch, as it is sent. Any request that is larger is refused before it is read.
    @WithDefault("8M")
    MemorySize maxBatchSize();
}
