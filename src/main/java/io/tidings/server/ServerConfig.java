package io.tidings.server;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What the hub asks of connections.
@ConfigMapping(prefix = "tidings.http")
public interface ServerConfig {
    /// Time that the head of a request may take to arrive, and its body with a second more for each 500 bytes of it. A
    /// response of which the client takes nothing for this time is ended too.
    @WithDefault("30s")
    Duration requestTimeout();

    /// How many bytes the kernel may hold that the client of a connection has not taken yet. Linux would let it grow to
    /// 4 MB. A stream gets no more than this in one round trip to its client.
    @WithDefault("128K")
    MemorySize sendBuffer();
}
