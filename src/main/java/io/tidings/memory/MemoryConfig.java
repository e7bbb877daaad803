package io.tidings.memory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tidings.config.HeapSize;

/// How much memory clients may take.
@ConfigMapping(prefix = "tidings.memory")
interface MemoryConfig {
    /// The most that is held for all clients together: bodies, pages, responses and frames on their way, connections.
    @WithDefault("50%")
    HeapSize budget();
}
