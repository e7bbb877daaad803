package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.Certificate;
import io.tidings.FreePort;
import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Clients that begin records of TLS, and do not end them, of a server with a small heap.
@Tag("slow")
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsFloodIT {
    private static final int CONNECTIONS = 5_000;

    /// In bytes (RFC 5246, 6.2.3).
    private static final int LONGEST_RECORD = (1 << 14) + 2048;

    private final URI overTls = URI.create("https://localhost:" + FreePort.find() + "/q/health/live");
    private Certificate keys;
    private PackagedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        assumeTrue(PackagedServer.isJar(), "TLS has to be built into a native binary");
        keys = Certificate.in(folder);
        server = PackagedServer.start(
                "-Xmx256m",
                "tidings.log.engine=memory",
                "tidings.http.request-timeout=2s",
                "quarkus.http.ssl-port=" + overTls.getPort(),
                keys.fileSetting(),
                keys.passwordSetting());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aRecordLongerThanAnyMayBeEndsItsConnection() throws Exception {
        try (var flood = new Flood(overTls)) {
            flood.send(CONNECTIONS, beginningOfRecord(0xFFFA));

            assertServerIsWell();
            flood.awaitClosed();
        }
        assertServerIsWell();
    }

    @Test
    void longRecordsThatDoNotEndLeaveRoomForOthers() throws Exception {
        try (var flood = new Flood(overTls)) {
            flood.send(CONNECTIONS, beginningOfRecord(LONGEST_RECORD));

            flood.awaitClosed();
        }
        assertServerIsWell();
    }

    /// A message may go on over several records (RFC 8446, 5.1), and none of these is cut off.
    @Test
    void longMessagesThatDoNotEndLeaveRoomForOthers() throws Exception {
        try (var flood = new Flood(overTls)) {
            flood.send(CONNECTIONS, beginningOfMessage(32_000));

            flood.awaitClosed();
        }
        assertServerIsWell();
    }

    /// Almost all of a ClientHello, in whole records (RFC 8446, 4).
    private static byte[] beginningOfMessage(int length) {
        var message = ByteBuffer.allocate(length)
                .putInt(1 << 24 | length)
                .putShort((short) 0x0303)
                .array();
        int half = length / 2;
        return ByteBuffer.allocate(2 * (5 + half - 1))
                .put(record(message, 0, half - 1))
                .put(record(message, half, half - 1))
                .array();
    }

    private static byte[] record(byte[] content, int from, int length) {
        return ByteBuffer.allocate(5 + length)
                .put((byte) 22)
                .putShort((short) 0x0301)
                .putShort((short) length)
                .put(content, from, length)
                .array();
    }

    /// All of it but the last byte: type handshake, version, and length (RFC 8446, 5.1).
    private static byte[] beginningOfRecord(int length) {
        return ByteBuffer.allocate(5 + length - 1)
                .put((byte) 22)
                .putShort((short) 0x0301)
                .putShort((short) length)
                .array();
    }

    private void assertServerIsWell() throws Exception {
        FloodFixture.awaitRoom(server);
        try (var plain = RawResponse.of("GET", server.at("/q/health/live"))) {
            assertThat(plain.statusLine(), is("HTTP/1.1 200 OK"));
        }
        try (var client = keys.client(HttpClient.Version.HTTP_1_1)) {
            var answer = client.send(HttpRequest.newBuilder(overTls).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode(), is(200));
        }
    }
}
