/// What the hub reports, as metrics for Prometheus.
@NullMarked
package io.tidings.metrics;

import org.jspecify.annotations.NullMarked;
