package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server whose threads have small stacks, so that what needs more stack with each request fails soon.
@Tag("slow")
@Tag("alone")
class SmallStackIT {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int REQUESTS = 2_000;

    /// The first request is answered by another thread, those behind it at once.
    @Test
    void pipelinedRequestsAreNotCarriedOutWithinOneAnother() throws IOException {
        try (var server = PackagedServer.start("-Xss300k", "tidings.log.engine=memory");
                var socket = new Socket(server.at("/").getHost(), server.at("/").getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var requests = "GET /topics?limit=1 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /topics?limit=0 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(REQUESTS)
                    + "GET /topics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

            socket.getOutputStream().write(requests.getBytes(US_ASCII));

            var answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answers.split("HTTP/1.1 200 ", -1).length - 1, is(2));
            assertThat(answers.split("HTTP/1.1 400 ", -1).length - 1, is(REQUESTS));
        }
    }
}
