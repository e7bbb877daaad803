package io.tidings.ops;

import static io.restassured.RestAssured.get;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How the packaged server takes SIGTERM.
class ShutdownIT {
    private static final String CURSOR = "id: \\d+-\\d+\nevent: tidings:cursor\n";

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
