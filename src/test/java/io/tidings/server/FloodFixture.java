package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// A server with a small heap and large events, and a flood, after which the server has to answer everybody.
@Tag("slow")
@Tag("alone")
@Tag("native")
abstract class FloodFixture {
    static final int EVENTS = 25;
    static final int EVENT_BYTES = 1 << 20;
    private static final String EVENT = "x".repeat(EVENT_BYTES);

    @TempDir
    static Path folder;

    static PackagedServer server;

    Flood flood = new Flood(server.at("/"));

    @BeforeAll
    static void start() throws IOException {
        server = PackagedServer.start(
                "-Xmx256m",
                "tidings.http.request-timeout=2s",
                "tidings.subscribe.heartbeat=500ms",
                "tidings.talk.interval=1h",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret");
        for (int i = 0; i < EVENTS; i++) {
            publish(EVENT);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void publish(String data) throws IOException {
        try (var answer = RawResponse.post(server.at("/topics/big"), data, "Authorization: Bearer secret")) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }

    /// Every event loop has some of these connections.
    @AfterEach
    void theServerIsWell() throws IOException {
        awaitRoom(server);
        for (int i = 0; i < 20; i++) {
            try (var answer = RawResponse.of("GET", server.at("/q/health/live"))) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
        try (var stream = RawResponse.of("GET", server.at("/topics/small"))) {
            try (var answer = RawResponse.post(server.at("/topics/small"), "hi", "Authorization: Bearer secret")) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
            assertThat(stream.event(), containsString("data: hi"));
        }
        flood.close();
    }

    /// A flood that fills the share of connections keeps others out until the server has closed its own.
    static void awaitRoom(PackagedServer server) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        for (var status = ""; !status.equals("HTTP/1.1 200 OK"); ) {
            try (var answer = RawResponse.of("GET", server.at("/q/health/live"))) {
                status = answer.statusLine();
            } catch (IOException e) {
                assertThat("the server has room again: " + e, System.nanoTime() - end < 0);
            }
        }
    }
}
