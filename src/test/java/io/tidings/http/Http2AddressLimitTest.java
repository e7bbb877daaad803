package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What one address may hold over HTTP/2, over however many connections, with little memory.
@QuarkusTest
@TestProfile(Http2AddressLimitTest.FewStreams.class)
class Http2AddressLimitTest extends Http2Fixture {
    private static final int STREAMS = 100;
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    /// With this budget an address has room for some ninety requests that are no streams.
    public static class FewStreams implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tidings.subscribe.max-streams-per-address",
                    String.valueOf(STREAMS),
                    "tidings.memory.budget",
                    "30M");
        }
    }

    @Test
    void streamsCountByAddressAndNotByConnection() throws IOException {
        try (var first = connect();
                var second = connect()) {
            begin(first);
            ask(first, STREAMS, "/topics/limit");
            await(() -> openStreams() == STREAMS);

            var other = begin(second);
            ask(second, 1, "/topics/limit");
            assertThat(body(other), containsString("too-many-streams"));
            try (var refusal = RawResponse.of("GET", root.resolve("/topics/limit"))) {
                assertThat(refusal.statusLine(), is("HTTP/1.1 429 Too Many Requests"));
            }
        }
        await(() -> openStreams() == 0);
    }

    @Test
    void requestsThatAreNotTakenLeaveRoomForStreams() throws IOException {
        var flood = new ArrayList<Socket>();
        for (int i = 0; i < 4; i++) {
            var socket = connect();
            flood.add(socket);
            socket.getOutputStream().write(PREFACE);
            write(socket, SETTINGS, 0, 0, NO_WINDOW);
            ask(socket, STREAMS, "/q/info");
        }
        var streams = new ArrayList<RawResponse>();
        for (int i = 0; i < STREAMS; i++) {
            var stream = RawResponse.of("GET", root.resolve("/topics/limit"));
            streams.add(stream);
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        }
        for (var stream : streams) {
            stream.close();
        }
        for (var socket : flood) {
            socket.close();
        }
        await(() -> openStreams() == 0);
    }

    private static void ask(Socket socket, int requests, String path) throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < requests; i++) {
            all.writeBytes(frame(HEADERS, END_OF_STREAM | END_OF_HEADERS, 2 * i + 1, request(path, "*/*")));
        }
        socket.getOutputStream().write(all.toByteArray());
    }
}
