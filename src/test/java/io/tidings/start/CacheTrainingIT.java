package io.tidings.start;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What the cache of `-Daot` is trained with: a hub as in production, under load. The server of this test records which
/// classes it loads and which methods are hot, and the cache is made of that when it ends. Quarkus has no server record
/// whose test has a profile, so the settings of this one are in pom.xml.
@EnabledIfSystemProperty(named = "quarkus.package.jar.aot.enabled", matches = "true")
@QuarkusIntegrationTest
class CacheTrainingIT {
    private static final int SUBSCRIBERS = 100;
    private static final int PUBLISHERS = 10;
    private static final int SINGLE_EVENTS = 10_000;
    private static final int BATCHES = 100;
    private static final int EVENTS_A_BATCH = 100;
    private static final int EVENTS = SINGLE_EVENTS + BATCHES * EVENTS_A_BATCH;
    private static final int REPLAYS = 20;
    private static final int PAGES = 200;

    @TestHTTPResource("/")
    URI root;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void publishingFanOutAndReplayUnderLoad() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var received = new ArrayList<Future<Long>>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                var stream = get(i % 2 == 0 ? "/topics/training/load" : "/topics/training/*", "text/event-stream");
                received.add(threads.submit(() -> countEvents(stream)));
            }
            each(PUBLISHERS, threads, () -> {
                for (int i = 0; i < SINGLE_EVENTS / PUBLISHERS; i++) {
                    publish("/topics/training/load", "event " + i);
                }
                for (int i = 0; i < BATCHES / PUBLISHERS; i++) {
                    publish("/events", batch());
                }
            });
            each(PUBLISHERS, threads, () -> {
                for (int i = 0; i < REPLAYS / PUBLISHERS; i++) {
                    var replay = get("/topics/training/load?replay=all", "text/event-stream");
                    assertThat(countEvents(replay), is((long) EVENTS));
                }
                for (int i = 0; i < PAGES / PUBLISHERS; i++) {
                    get("/topics/training/load?limit=100", "application/json")
                            .body()
                            .close();
                }
            });
            for (var events : received) {
                assertThat(events.get(), is((long) EVENTS));
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /// Does it this many times at once.
    private static void each(int times, ExecutorService threads, Work work) throws Exception {
        Callable<Boolean> task = () -> {
            work.run();
            return true;
        };
        for (var done :
                threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> task).toList())) {
            done.get();
        }
    }

    private HttpResponse<Stream<String>> get(String path, String type) throws Exception {
        var request = HttpRequest.newBuilder(root.resolve(path))
                .header("Accept", type)
                .build();
        var response = client.send(request, BodyHandlers.ofLines());
        assertThat(response.statusCode(), is(200));
        return response;
    }

    /// Reads until it has all, and closes the stream.
    private static long countEvents(HttpResponse<Stream<String>> stream) {
        try (var lines = stream.body()) {
            // A cursor event has the data {}.
            return lines.filter(line -> line.startsWith("data:") && !line.equals("data: {}"))
                    .limit(EVENTS)
                    .count();
        }
    }

    private void publish(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(root.resolve(path))
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode(), is(200));
    }

    private static String batch() {
        return IntStream.range(0, EVENTS_A_BATCH)
                .mapToObj(i -> "{\"topic\":\"training/load\",\"type\":\"number\",\"data\":{\"number\":" + i + "}}\n")
                .collect(Collectors.joining());
    }
}
