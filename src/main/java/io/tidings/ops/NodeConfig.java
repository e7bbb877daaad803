package io.tidings.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/// What this hub is called among its replicas.
@ConfigMapping(prefix = "tidings.node")
interface NodeConfig {
    /// The name; if it is not set, that of the host.
    @WithParentName
    Optional<String> name();
}
