package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a client without a token can make the packaged server log.
class LogFloodIT {
    private static final int CLIENTS = 300;
    private static final byte[] NO_HTTP_2 =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frame of HTTP/2, though it was announced"
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void itIsALineASecondOfEachKind() throws IOException, InterruptedException {
        try (var server = PackagedServer.start("tidings.log.engine=memory", "tidings.drain.delay=0s")) {
            long begin = System.nanoTime();
            for (int i = 0; i < CLIENTS; i++) {
                provoke(server.at("/"));
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            server.process().toHandle().destroy();
            server.awaitEnd();

            long lines = server.logged().stream()
                    .filter(line -> line.contains("SETTINGS"))
                    .count();
            assertThat(lines, greaterThanOrEqualTo(1L));
            assertThat(lines, lessThanOrEqualTo(seconds + 2));
        }
    }

    /// Returns once the server has closed the connection.
    private static void provoke(URI server) throws IOException {
        try (var client = new Socket(server.getHost(), server.getPort())) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(NO_HTTP_2);
            client.getInputStream().readAllBytes();
        }
    }
}
