package io.tidings.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One hub from its start to its end: each figure is what the test has done, no more and no less.
@Tag("slow")
@Tag("native")
class MetricsIT extends MetricsFixture {
    private static final String HELLO = "id: 1234567890123-0\ndata: hello\n\n";
    private static final String HELLO_AGAIN = "id: 1234567890123-0\ndata: hello again\n\n";
    private static final int LARGE = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "redis"})
    void whatHappensIsCountedExactly(String engine) throws IOException, InterruptedException {
        start(engine, "tidings.retention.\"short/**\".max-events=1");
        assertThat(counted(), is(Map.of()));

        var one = open("/topics/news");
        var other = open("/topics/*");
        var first = idOf(publish("news", "hello"));
        publish("news", "hello again", "Idempotency-Key: k");
        publish("news", "hello again", "Idempotency-Key: k");
        for (var stream : List.of(one, other)) {
            assertThat(stream.message().data(), is("hello"));
            assertThat(stream.message().data(), is("hello again"));
        }
        var replay = open("/topics/news?lastEventId=" + first);
        assertThat(replay.message().data(), is("hello again"));

        assertThat(publish("news", "another", "Idempotency-Key: k"), startsWith("HTTP/1.1 422"));
        assertThat(refused("POST", "/topics/news"), startsWith("HTTP/1.1 401"));
        assertThat(refused("GET", "/nowhere"), startsWith("HTTP/1.1 404"));
        assertThat(refused("GET", "/topics/news?replay=some"), startsWith("HTTP/1.1 400"));

        var expected = new TreeMap<String, Double>(Map.of(
                "tidings_streams{state=\"live\"}", 3.0,
                "tidings_streams_opened_total", 3.0,
                "tidings_events_published_total", 2.0,
                "tidings_commit_events_count", 2.0,
                "tidings_publish_seconds_count", 3.0,
                "tidings_append_seconds_count", 3.0,
                "tidings_idempotent_hits_total", 1.0,
                "tidings_deliveries_total{kind=\"live\"}", 4.0,
                "tidings_deliveries_total{kind=\"replay\"}", 1.0,
                "tidings_log_events", 2.0));
        expected.put("tidings_delivered_bytes_total", 2.0 * HELLO.length() + 3.0 * HELLO_AGAIN.length());
        for (var type : List.of("reused-key", "unauthenticated", "not-found", "invalid-replay")) {
            expected.put("tidings_refused_total{reason=\"" + type + "\"}", 1.0);
        }
        double writes = settled("tidings_delivery_seconds_count");
        assertThat(writes, greaterThan(1.0));
        expected.put("tidings_delivery_seconds_count", writes);
        awaitCounted(expected);

        replay.close();
        await("tidings_streams_closed_total{reason=\"client\"}", 1);
        await("tidings_streams{state=\"live\"}", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "redis"})
    void whatIsDroppedAndMissedIsCounted(String engine) throws IOException {
        start(engine, "tidings.retention.\"short/**\".max-events=1");
        var first = idOf(publish("short/a", "1"));
        for (int i = 2; i <= 4; i++) {
            publish("short/a", "" + i);
        }
        await("tidings_trimmed_total", 3);
        await("tidings_log_events", 1);

        // Until then the window of recent events has what retention has dropped.
        assertThat(refused("DELETE", "/topics/short/a", TOKEN), startsWith("HTTP/1.1 204"));
        await("tidings_trimmed_total", 4);
        await("tidings_log_events", 0);
        publish("short/a", "5");

        assertThat(open("/topics/short/a?lastEventId=" + first).message().type(), is("tidings:gap"));
        await("tidings_gaps_total{cause=\"dropped\"}", 1);
        await("tidings_gaps_total{cause=\"unknown-cursor\"}", 0);
        assertThat(open("/topics/short/a?lastEventId=9999999999999-0").message().type(), is("tidings:gap"));
        await("tidings_gaps_total{cause=\"unknown-cursor\"}", 1);
        await("tidings_gaps_total{cause=\"dropped\"}", 1);
    }

    @Test
    void whoDoesNotReadFallsBehindOnceAndIsStalled() throws IOException {
        start("memory", "tidings.log.max-size=100M");
        open("/topics/news");
        var data = "x".repeat(LARGE);
        int published = 0;
        while (Scrape.of(hub.at("/")).value("tidings_fell_behind_total") == 0) {
            publish("news", data);
            published++;
            assertThat("events of 1 MB that a socket takes", published < 100, is(true));
        }

        await("tidings_streams{state=\"stalled\"}", 1);
        await("tidings_streams{state=\"live\"}", 0);
        for (int i = 0; i < 3; i++) {
            publish("news", data);
        }
        await("tidings_fell_behind_total", 1);
        assertThat(Scrape.of(hub.at("/")).value("tidings_deliveries_total{kind=\"live\"}") < published, is(true));
    }

    @Test
    void aLostRedisIsCountedWhenItIsBack() throws IOException, InterruptedException {
        start("redis");
        publish("news", "before");
        await("tidings_log_events", 1);
        redis.kill();
        var refusal = publish("news", "meanwhile");
        assertThat(refusal, startsWith("HTTP/1.1 503"));
        await("tidings_redis_reconnects_total", 0);
        await("tidings_refused_total{reason=\"log-unavailable\"}", 1);
        await("tidings_log_unavailable", 1);
        // What the log has is still shown as it was, and a scrape does not wait for Redis.
        await("tidings_log_events", 1);

        redis.start();

        await("tidings_redis_reconnects_total", 1);
        await("tidings_log_unavailable", 0);
        await("tidings_events_published_total", 1);
    }

    @Test
    void aDrainIsShownWhileItLasts() throws IOException {
        start("memory");
        for (int i = 0; i < 400; i++) {
            open("/topics/news");
        }
        await("tidings_draining", 0);
        hub.process().destroy();

        await("tidings_draining", 1);
        var reasons = Scrape.of(hub.at("/")).values();
        assertThat(reasons.get("tidings_streams_closed_total{reason=\"client\"}"), is(0.0));
        while (Scrape.of(hub.at("/")).value("tidings_streams_closed_total{reason=\"drained\"}") < 10) {
            assertThat(hub.process().isAlive(), is(true));
        }
    }

    @Test
    void operatorsAloneReadProtectedMetrics() throws IOException {
        start("memory", "tidings.auth.protect-metrics=true");

        assertThat(refused("GET", "/q/metrics"), startsWith("HTTP/1.1 401"));
        assertThat(refused("GET", "/q/metrics/"), startsWith("HTTP/1.1 40"));
        assertThat(refused("GET", "/q/metrics", "Authorization: Bearer wrong"), startsWith("HTTP/1.1 401"));
        assertThat(refused("GET", "/q/metrics", TOKEN), startsWith("HTTP/1.1 403"));
        var scraped = Scrape.of(hub.at("/"), OPERATOR);
        assertThat(scraped.value("tidings_refused_total{reason=\"forbidden\"}"), is(1.0));
        assertThat(List.copyOf(scraped.values().keySet()), hasItem("tidings_draining"));
    }

    /// Clients choose names: none of them is in a label.
    @Test
    void noClientMakesTheMetricsGrow() throws IOException {
        start("memory", "tidings.metrics.topics=news");
        int before = Scrape.of(hub.at("/")).values().size();
        for (int i = 0; i < 1_000; i++) {
            publish("topic-" + i, "x");
            refused("GET", "/nowhere/" + i);
            refused("METHOD" + i, "/topics/a", "User-Agent: agent-" + i, "X-Forwarded-For: 10.0.0." + i);
        }

        var after = Scrape.of(hub.at("/"));

        assertThat(
                after.values().keySet().stream()
                        .filter(series -> series.contains("topic-"))
                        .toList(),
                is(List.of()));
        assertThat("series", after.values().size() - before < 20, is(true));
        assertThat("bytes", after.text().length() < 200_000, is(true));
        assertThat(after.value("tidings_topic_events_total{topic=\"news\"}"), is(0.0));
    }
}
