package io.tidings.metrics;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// `tidings.metrics`: what is reported beyond the sums.
@ConfigMapping(prefix = "tidings.metrics")
interface MetricsConfig {
    /// Topics that have metrics of their own. Each adds series, so name few.
    Optional<List<String>> topics();
}
