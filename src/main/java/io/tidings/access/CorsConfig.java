package io.tidings.access;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Which pages of other origins may use the hub.
@ConfigMapping(prefix = "tidings.cors")
interface CorsConfig {
    /// Such as `https://app.example.com`; `*` for all, which then cannot use cookies.
    Optional<List<String>> origins();
}
