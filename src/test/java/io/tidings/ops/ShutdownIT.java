package io.tidings.ops;

import static io.restassured.RestAssured.get;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How the packaged server takes SIGTERM.
class ShutdownIT {
    private static final String CURSOR = "id: \\d+-\\d+\nevent: tidings:cursor\n";
    private static final int CLIENTS = 64;

    @Test
    void readinessIsDownFirstAndOpenStreamsHoldUpNothing() throws IOException, InterruptedException {
        try (var server = PackagedServer.start(
                        "tidings.drain.delay=5s", "quarkus.shutdown.timeout=10m", "tidings.log.engine=memory");
                var open = listen(server);
                var subscribed = RawResponse.of("GET", server.at("/topics/a"))) {
            assertThat(get(server.at("/q/health/ready")).statusCode(), is(200));

            server.process().toHandle().destroy();
            awaitNotReady(server);
            try (var late = listen(server)) {
                assertThat("still served: " + late.statusLine(), late.event(), startsWith("id:"));
                assertThat("so is the page", get(server.at("/page/app.js")).statusCode(), is(200));
                assertThat(late.endsCleanly(), is(true));
            }
            assertThat(open.endsCleanly(), is(true));
            assertThat(
                    "comes back later, to where it was: ",
                    subscribed.rest(),
                    matchesPattern(":\n" + CURSOR + "data: \\{}\n\n(:\n)*" + CURSOR + "retry: \\d{4}\ndata: \\{}\n\n"));
            assertThat("gone long before the timeout", server.process().waitFor(1, TimeUnit.MINUTES));
        }
    }

    /// A log line for each of them would be all that an operator finds of the stop.
    @Test
    void clientsThatComeBackUntilTheEndAreNotInTheLog() throws IOException, InterruptedException {
        try (var server = PackagedServer.start("tidings.drain.delay=0s", "tidings.log.engine=memory");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> comeBack(server));
            }
            server.process().toHandle().destroy();
            server.awaitEnd();
            assertThat(
                    server.logged().stream()
                            .filter(line -> line.matches(".* (WARN|ERROR) .*|\\s+at .*"))
                            .toList(),
                    is(empty()));
        }
    }

    private static void comeBack(PackagedServer server) {
        while (server.process().isAlive()) {
            try (var stream = RawResponse.of("GET", server.at("/topics/a"))) {
                stream.rest();
            } catch (IOException _) {
                // It is refused, or cut off.
            }
        }
    }

    private static RawResponse listen(PackagedServer server) throws IOException {
        return RawResponse.of("GET", server.at("/talk"), "Accept: text/event-stream");
    }

    private static void awaitNotReady(PackagedServer server) {
        var deadline = Instant.now().plusSeconds(60);
        while (get(server.at("/q/health/ready")).statusCode() != 503) {
            assertThat("still ready", Instant.now().isBefore(deadline));
        }
    }
}
