package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// A stream counts for as long as it is open.
class StreamLimitsIT {
    @Test
    void oneStreamTooManyIsRefusedUntilAnotherIsOver() throws Exception {
        try (var server = PackagedServer.start("tidings.log.engine=memory", "tidings.subscribe.max-streams=2")) {
            var uri = server.at("/topics/t");
            try (var first = RawResponse.of("GET", uri)) {
                first.event();
                try (var second = RawResponse.of("GET", uri)) {
                    second.event();
                    assertThat(statusLine(uri), startsWith("HTTP/1.1 429"));
                }
                while (!statusLine(uri).startsWith("HTTP/1.1 200")) {
                    Thread.sleep(10);
                }
            }
        }
    }

    private static String statusLine(URI uri) throws IOException {
        try (var response = RawResponse.of("GET", uri)) {
            return response.statusLine();
        }
    }
}
