package io.tidings.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.log.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A hub of its own for each test, with what clients do to it and what it says of that.
abstract class MetricsFixture {
    static final String TOKEN = "Authorization: Bearer token-that-publishes";
    static final String OPERATOR = "Authorization: Bearer token-of-the-operator";

    @TempDir
    Path folder;

    RedisServer redis;
    PackagedServer hub;
    private final List<RawResponse> streams = new ArrayList<>();

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisServer.start(folder);
    }

    @AfterEach
    void stop() throws IOException {
        for (var stream : streams) {
            stream.close();
        }
        if (hub != null) {
            hub.close();
        }
        redis.close();
    }

    void start(String engine, String... more) throws IOException {
        var settings = new ArrayList<>(List.of(
                "tidings.log.engine=" + engine,
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "quarkus.redis.hosts=" + redis.uri(),
                "tidings.auth.publish-tokens=token-that-publishes",
                "tidings.auth.tokens.operator.secret=token-of-the-operator",
                "tidings.auth.tokens.operator.operate=true",
                "tidings.drain.delay=0s",
                "tidings.drain.timeout=60s"));
        settings.addAll(List.of(more));
        hub = PackagedServer.start(settings.toArray(String[]::new));
    }

    RawResponse open(String pathAndQuery) throws IOException {
        var stream = RawResponse.of("GET", hub.at(pathAndQuery), "Accept: text/event-stream");
        streams.add(stream);
        assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        return stream;
    }

    String publish(String topic, String data, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.add(TOKEN);
        try (var answer = RawResponse.post(hub.at("/topics/" + topic), data, all.toArray(String[]::new))) {
            return answer.statusLine() + " " + answer.body();
        }
    }

    String idOf(String answer) {
        assertThat(answer, startsWith("HTTP/1.1 200"));
        return answer.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    String refused(String method, String path, String... headers) throws IOException {
        try (var answer = RawResponse.of(method, hub.at(path), headers)) {
            return answer.statusLine();
        }
    }

    /// The series that are not 0, apart from durations, sizes and the process.
    Map<String, Double> counted() throws IOException {
        var counted = new TreeMap<String, Double>();
        Scrape.of(hub.at("/")).values().forEach((series, value) -> {
            boolean isOfTheHub = series.startsWith("tidings_")
                    && !series.matches("tidings_(memory|log_bytes|log_oldest|tail).*|.*(_bucket|_max|_sum).*");
            if (isOfTheHub && value != 0) {
                counted.put(series, value);
            }
        });
        return counted;
    }

    void awaitCounted(Map<String, Double> expected) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        var wanted = new TreeMap<>(expected);
        var found = counted();
        while (!found.equals(wanted) && System.nanoTime() - end < 0) {
            found = counted();
        }
        assertThat(found, is(wanted));
    }

    void await(String series, double value) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        double found = Scrape.of(hub.at("/")).value(series);
        while (found != value && System.nanoTime() - end < 0) {
            found = Scrape.of(hub.at("/")).value(series);
        }
        assertThat(series, found, is(value));
    }

    /// A value that does not change any more. A scrape may be that of a moment ago.
    double settled(String series) throws IOException, InterruptedException {
        double before = -1;
        double now = Scrape.of(hub.at("/")).value(series);
        while (now != before) {
            Thread.sleep(400);
            before = now;
            now = Scrape.of(hub.at("/")).value(series);
        }
        return now;
    }
}
