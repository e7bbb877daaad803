package io.tidings.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/// Makes gauges, which are asked when somebody reads them.
final class Gauges {
    private Gauges() {}

    static void of(String name, String help, MeterRegistry registry, Supplier<Number> value) {
        Gauge.builder(name, value).description(help).register(registry);
    }

    /// One of a unit such as `seconds`, with which the name ends.
    static void of(String name, String unit, String help, MeterRegistry registry, Supplier<Number> value) {
        Gauge.builder(name, value).baseUnit(unit).description(help).register(registry);
    }
}
