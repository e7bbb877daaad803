package io.tidings.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the dashboard and the alerts ask Prometheus.
final class Expressions {
    static final Path RULES = Path.of("deploy", "prometheus-rules.yaml");

    private static final Path DASHBOARD = Path.of("docs", "grafana", "tidings.json");
    private static final Pattern NAME = Pattern.compile("\\b(tidings|jvm|process|system)_\\w+");

    /// What belongs to the name of a metric in a series of a histogram.
    private static final Pattern SERIES_OF_HISTOGRAM = Pattern.compile("_(bucket|count|sum|max)$");

    private Expressions() {}

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of the panels.
    static List<String> ofPanels() {
        var panels = new JsonObject(read(DASHBOARD)).getJsonArray("panels");
        return panels.stream()
                .flatMap(panel -> targets((JsonObject) panel))
                .map(target -> ((JsonObject) target).getString("expr"))
                .toList();
    }

    private static Stream<Object> targets(JsonObject panel) {
        return panel.getJsonArray("targets", new JsonArray()).stream();
    }

    /// The metrics that are named by an alert, its texts included, or by a panel.
    static Set<String> metrics() {
        var names = new TreeSet<String>();
        var all = String.join("\n", ofPanels()) + "\n" + read(RULES);
        NAME.matcher(all).results().forEach(name -> names.add(name.group()));
        return names;
    }

    /// The name under which the reference has a series.
    static String family(String series) {
        return SERIES_OF_HISTOGRAM.matcher(series).replaceFirst("");
    }
}
