package io.tidings.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Optional;

/// How the hub is reached from outside.
@ConfigMapping(prefix = "tidings.public-url")
interface PublicConfig {
    /// The URL at which browsers see it, where a proxy does not say so.
    @WithParentName
    Optional<URI> url();
}
