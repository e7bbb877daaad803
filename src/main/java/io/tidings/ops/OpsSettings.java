package io.tidings.ops;

import io.tidings.config.Allowed;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import io.tidings.config.Urls;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What the settings of [NodeConfig] and [HealthConfig] may be.
public final class OpsSettings {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

    private static final Urls COLLECTOR = collector("quarkus.otel.exporter.otlp.endpoint");
    private static final Urls COLLECTOR_OF_TRACES = collector("quarkus.otel.exporter.otlp.traces.endpoint");

    public static final Settings ALL = Settings.of(
                    Setting.of(
                            "tidings.node",
                            new Allowed(
                                    "1 to 200 visible ASCII characters",
                                    text -> NAME.matcher(text).matches())),
                    Setting.of("tidings.health.max-tail-lag", Allowed.duration("1s", "1h")))
            .with(values -> whereSpansGo(values, COLLECTOR))
            .with(values -> whereSpansGo(values, COLLECTOR_OF_TRACES));

    private OpsSettings() {}

    private static Optional<String> whereSpansGo(Function<String, Optional<String>> values, Urls collector) {
        return values.apply("quarkus.otel.sdk.disabled")
                .filter("false"::equalsIgnoreCase)
                .flatMap(_ -> values.apply(collector.key()))
                .flatMap(collector::problem);
    }

    private static Urls collector(String key) {
        return new Urls(key, Set.of("http", "https"), "http://localhost:4317");
    }
}
