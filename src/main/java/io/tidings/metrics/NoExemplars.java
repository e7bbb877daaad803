package io.tidings.metrics;

import io.prometheus.client.exemplars.ExemplarSampler;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;

/// Instead of the exemplars of Quarkus, which would look at the clock and at the context of the thread for each write
/// batch. They name the trace of the thread that counts, and the hub has none there.
class NoExemplars {
    @Produces
    Optional<ExemplarSampler> none() {
        return Optional.empty();
    }
}
