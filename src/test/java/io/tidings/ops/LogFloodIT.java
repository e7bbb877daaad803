package io.tidings.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidings.PackagedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a client without a token can make the packaged server log.
class LogFloodIT {
    private static final int CLIENTS = 100;

    private static final List<String> NONSENSE = List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nno frame of HTTP/2, though it was announced",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: {}[]\r\n\r\n",
            "GET /%zz HTTP/9\r\nHost: a\r\n\r\n",
            "POST /topics/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
            "GET /topics/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: a/b;c=\"\r\n\r\n",
            "\u0016\u0003\u0001\u0002 a hello of TLS\r\n\r\n");

    @Test
    void itIsALineASecondOfEachKindAtMost() throws IOException, InterruptedException {
        try (var server = PackagedServer.start("tidings.log.engine=memory", "tidings.drain.delay=0s")) {
            long begin = System.nanoTime();
            for (var nonsense : NONSENSE) {
                for (int i = 0; i < CLIENTS; i++) {
                    provoke(server.at("/"), nonsense);
                }
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            server.process().toHandle().destroy();
            server.awaitEnd();

            // Without what it says at its start, of which each line but the first is indented.
            var lines = server.logged().stream()
                    .filter(line -> !line.contains(" INFO ") && !line.startsWith("  "))
                    .toList();
            assertThat(lines.toString(), (long) lines.size(), lessThanOrEqualTo(seconds + NONSENSE.size()));
        }
    }

    /// Returns once the server has closed the connection.
    private static void provoke(URI server, String nonsense) throws IOException {
        try (var client = new Socket(server.getHost(), server.getPort())) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(nonsense.getBytes(ISO_8859_1));
            client.getInputStream().readAllBytes();
        }
    }
}
