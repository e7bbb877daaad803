package io.tidings.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes a real hub, and is asked what the dashboard and the alerts ask.
@Tag("slow")
class PrometheusIT {
    private static final String PUBLISHER = "Authorization: Bearer secret";

    @TempDir
    static Path folder;

    @AutoClose
    private static PackagedServer hub;

    private static Process prometheus;
    private static URI api;

    @BeforeAll
    static void start() throws IOException {
        hub = PackagedServer.start(
                "tidings.log.engine=memory", "tidings.auth.publish-tokens=secret", "tidings.metrics.topics=news");
        int port = freePort();
        var config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                scrape_configs:
                  - job_name: tidings
                    metrics_path: /q/metrics
                    static_configs: [{targets: ["localhost:%d"]}]
                """.formatted(
                        Expressions.RULES.toAbsolutePath(), hub.at("/").getPort()));
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        prometheus.destroy();
        prometheus.waitFor();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static JsonObject ask(String path) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(api.resolve(path)).build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                throw new IOException("Prometheus is not ready: " + answer.body());
            }
            return new JsonObject(answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonArray evaluate(String expression) throws IOException {
        var answer = ask("query?query=" + URLEncoder.encode(expression, UTF_8));
        assertThat(expression + ": " + answer, answer.getString("status"), is("success"));
        return answer.getJsonObject("data").getJsonArray("result");
    }

    /// Prometheus knows no variables of Grafana.
    private static String plain(String expression) {
        return expression.replace("$__rate_interval", "1m").replace("$instance", ".*");
    }

    private static void publish() throws IOException {
        try (var answer = RawResponse.post(hub.at("/topics/news"), "x", PUBLISHER)) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
        try (var refused = RawResponse.post(hub.at("/topics/news"), "x")) {
            assertThat(refused.statusLine(), is("HTTP/1.1 401 Unauthorized"));
        }
    }

    @Test
    void everyPanelAndEveryAlertGetsAnAnswer() throws IOException {
        awaitScrapes();

        for (var expression : Expressions.ofPanels()) {
            assertThat(expression, evaluate(plain(expression)).isEmpty(), is(false));
        }
        var groups = ask("rules").getJsonObject("data").getJsonArray("groups");
        var rules = groups.getJsonObject(0).getJsonArray("rules");
        var unwell = new ArrayList<String>();
        rules.forEach(rule -> {
            var alert = (JsonObject) rule;
            if (!alert.getString("health").equals("ok")) {
                unwell.add(alert.getString("name") + ": " + alert.getString("lastError"));
            }
        });
        assertThat(unwell, is(empty()));
        assertThat(rules.isEmpty(), is(false));
    }

    /// Something happens between the scrapes, so that there are rates.
    private static void awaitScrapes() throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        try (var _ = RawResponse.of("GET", hub.at("/topics/news"))) {
            while (!isScrapedAndEvaluated()) {
                assertThat("Prometheus does not scrape the hub", System.nanoTime() - end < 0);
                publish();
            }
        }
    }

    private static boolean isScrapedAndEvaluated() {
        try {
            return !evaluate("count_over_time(tidings_draining[5m]) > 4").isEmpty()
                    && !evaluate("rate(tidings_refused_total{reason=\"unauthenticated\"}[1m]) > 0")
                            .isEmpty()
                    && !ask("rules").encode().contains("\"health\":\"unknown\"");
        } catch (IOException _) {
            // It is not up yet.
            return false;
        }
    }
}
