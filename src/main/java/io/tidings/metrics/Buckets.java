package io.tidings.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/// The buckets of histograms, from what one event takes on an idle hub to what nobody waits for.
final class Buckets {
    private static final Duration[] BOUNDS = Stream.of(
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000)
            .map(micros -> Duration.ofNanos(1_000L * micros))
            .toArray(Duration[]::new);

    private Buckets() {}

    /// A histogram of durations.
    static Timer timer(String name, String help, MeterRegistry registry) {
        return Timer.builder(name)
                .description(help)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
