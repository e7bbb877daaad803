package io.tidings.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a hub tells Prometheus at one moment: the text, and the value of each series by its name and labels.
record Scrape(String text, Map<String, Double> values) {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+(?:\\{[^}]*})?) (\\S+).*");

    static Scrape of(URI hub, String... headers) throws IOException {
        try (var response = RawResponse.of("GET", hub.resolve("/q/metrics"), headers)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            // The comma at the end is allowed.
            return of(response.body().replace(",}", "}"));
        }
    }

    static Scrape of(String text) {
        var values = new TreeMap<String, Double>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var sample = SAMPLE.matcher(line);
            assertThat(line, sample.matches(), is(true));
            values.put(sample.group(1), Double.valueOf(sample.group(2)));
        });
        return new Scrape(text, values);
    }

    /// Such as `tidings_deliveries_total{kind="live"}`.
    double value(String series) {
        var value = values.get(series);
        assertThat("there is no " + series + " in:\n" + text, value != null, is(true));
        return value;
    }
}
