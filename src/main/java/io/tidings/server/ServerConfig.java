package io.tidings.server;

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
}
