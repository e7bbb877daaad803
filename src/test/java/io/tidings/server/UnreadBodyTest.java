package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// How long the hub throws away a body that nobody reads.
@QuarkusTest
class UnreadBodyTest {
    private static final int PATIENCE_MILLIS = 60_000;

    @TestHTTPResource("/")
    URI root;

    private Socket connect() throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        var head = "GET /nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        return socket;
    }

    private static void send(Socket socket, String chunk, int times) throws IOException {
        var some = chunk.repeat(100).getBytes(US_ASCII);
        for (int i = 0; i < times; i += 100) {
            socket.getOutputStream().write(some);
        }
    }

    @Test
    void oneInSensibleChunksIsTakenToItsEnd() throws IOException {
        try (var socket = connect()) {
            send(socket, "1000\r\n" + "x".repeat(4_096) + "\r\n", 1_000);
            send(socket, "40\r\n" + "x".repeat(64) + "\r\n", 10_000);
            socket.getOutputStream().write("0\r\n\r\n".getBytes(US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertEquals("HTTP/1.1 404 Not Found", answer.lines().findFirst().orElse(""));
            assertTrue(answer.contains("connection: close"), answer);
        }
    }

    @Test
    void oneInTinyChunksEndsItsConnection() throws IOException {
        try (var socket = connect()) {
            assertThrows(IOException.class, () -> send(socket, "1\r\nx\r\n", 1_500_000));
        }
    }
}
