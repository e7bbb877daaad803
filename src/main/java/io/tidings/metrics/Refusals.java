package io.tidings.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.refusal.Refusal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Counts the requests that were refused, by the types of their problems.
final class Refusals {
    /// The types of problems that have no [Refusal]: refused by what HTTP says, or by Quarkus.
    private static final List<String> OF_HTTP = List.of(
            "bad-request",
            "not-found",
            "method-not-allowed",
            "not-acceptable",
            "request-entity-too-large",
            "request-uri-too-long",
            "request-header-fields-too-large",
            "unsupported-media-type",
            "not-implemented",
            "http-version-not-supported",
            "service-unavailable");

    /// Counts what has none of the known types.
    private static final String OTHER = "other";

    private final Map<String, Counter> byType = new HashMap<>();

    Refusals(MeterRegistry registry) {
        types().forEach(type -> byType.put(
                type,
                Counter.builder("tidings.refused")
                        .description("Requests that were refused, by the type of the problem in the answer.")
                        .tag("reason", type)
                        .register(registry)));
    }

    private static Stream<String> types() {
        var invalid = Arrays.stream(Part.values()).map(part -> "invalid-" + Labelled.slug(part));
        var refusals = Arrays.stream(Refusal.values())
                .filter(refusal -> refusal != Refusal.INVALID)
                .map(Refusal::type);
        return Stream.of(invalid, refusals, OF_HTTP.stream(), Stream.of(OTHER)).flatMap(all -> all);
    }

    void count(String type) {
        Objects.requireNonNull(byType.getOrDefault(type, byType.get(OTHER))).increment();
    }
}
