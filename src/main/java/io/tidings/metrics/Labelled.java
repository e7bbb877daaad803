package io.tidings.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// A counter with one label, whose values are those of an enum.
final class Labelled<E extends Enum<E>> {
    private final Map<E, Counter> counters;

    Labelled(String name, String help, String label, Class<E> values, MeterRegistry registry) {
        counters = new EnumMap<>(values);
        for (var value : values.getEnumConstants()) {
            counters.put(
                    value,
                    Counter.builder(name)
                            .description(help)
                            .tag(label, slug(value))
                            .register(registry));
        }
    }

    void increment(E value) {
        Objects.requireNonNull(counters.get(value)).increment();
    }

    /// As a label has it, such as `unknown-cursor`.
    static String slug(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
