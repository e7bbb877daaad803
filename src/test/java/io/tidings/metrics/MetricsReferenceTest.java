package io.tidings.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.refusal.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reference of metrics is what a hub shows from its start: names, types, labels with all their values, and help.
@QuarkusTest
@TestProfile(MetricsReferenceTest.WithTopics.class)
class MetricsReferenceTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(tidings_\\w+)` \\| (\\w+) \\| (?:`(\\w+)`(?:: ([^|]+))?)? ?\\| (.+) \\|$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (tidings_\\w+) (\\w+)$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (tidings_\\w+) (.+)$");
    private static final Pattern LABEL = Pattern.compile("(?m)^(tidings_\\w+)\\{(\\w+)=\"([^\"]+)\"}");

    public static class WithTopics implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.metrics.topics", "news");
        }
    }

    @TestHTTPResource("/")
    URI root;

    private static Map<String, String> rows(int column) throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs", "metrics.md")))
                .results()
                .filter(row -> row.group(column) != null)
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(column), (_, next) -> next, TreeMap::new));
    }

    /// The largest value of a histogram is a gauge beside it.
    private static Map<String, String> found(Pattern pattern, String text, Map<String, String> types) {
        return pattern.matcher(text)
                .results()
                .filter(line -> !line.group(1).endsWith("_max"))
                .collect(Collectors.toMap(
                        line -> name(line, types), line -> line.group(2), (_, next) -> next, TreeMap::new));
    }

    /// OpenMetrics names the family of a counter without the end of its series.
    private static String name(MatchResult line, Map<String, String> types) {
        var name = line.group(1);
        return types.containsKey(name) ? name : name + "_total";
    }

    @Test
    void theReferenceIsComplete() throws IOException {
        var text = Scrape.of(root).text();
        var types = rows(2);

        assertThat(found(TYPE, text, types), is(types));
        assertThat(found(HELP, text, types), is(rows(5)));
        rows(5).values().forEach(help -> assertThat(help, endsWith(".")));
    }

    @Test
    void everyValueOfALabelIsThereFromTheStart() throws IOException {
        var found = new TreeMap<String, TreeSet<String>>();
        LABEL.matcher(Scrape.of(root).text())
                .results()
                .filter(label -> !label.group(2).equals("le"))
                .forEach(label -> found.computeIfAbsent(label.group(1) + " " + label.group(2), _ -> new TreeSet<>())
                        .add(label.group(3)));

        var expected = new TreeMap<String, TreeSet<String>>();
        rows(4).forEach((name, values) ->
                expected.put(name, new TreeSet<>(Arrays.asList(values.strip().split(", ")))));
        var labels = rows(3);
        assertThat(
                found.keySet(),
                is(labels.keySet().stream()
                        .map(name -> name + " " + labels.get(name))
                        .collect(Collectors.toSet())));
        expected.remove("tidings_refused_total");
        expected.forEach((name, values) -> assertThat(found.get(name + " " + labels.get(name)), is(values)));
    }

    @Test
    void everyTypeOfAProblemIsAReason() throws IOException {
        var scrape = Scrape.of(root);
        for (var refusal : Refusal.values()) {
            if (refusal != Refusal.INVALID) {
                scrape.value("tidings_refused_total{reason=\"" + refusal.type() + "\"}");
            }
        }
        for (var part : Part.values()) {
            scrape.value("tidings_refused_total{reason=\"" + new InvalidEventException(part, "").type() + "\"}");
        }
    }

    @Test
    void thePanelsAndTheAlertsNameMetricsThatAreThere() throws IOException {
        var text = Scrape.of(root).text();
        var documented = rows(2).keySet();

        assertThat(Expressions.ofPanels().size(), greaterThan(20));
        for (var series : Expressions.metrics()) {
            boolean isKnown = documented.contains(series) || documented.contains(Expressions.family(series));
            boolean isOfTheProcess = !series.startsWith("tidings_") && text.contains("\n" + series);
            assertThat(series, isKnown || isOfTheProcess, is(true));
        }
    }
}
