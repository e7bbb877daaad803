package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The streams of an address are as many over HTTP/2 as over HTTP/1.1, over however many connections.
@QuarkusTest
@TestProfile(Http2AddressLimitTest.TwoStreams.class)
class Http2AddressLimitTest extends Http2Fixture {
    public static class TwoStreams implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidings.subscribe.max-streams-per-address", "2");
        }
    }

    @Test
    void streamsCountByAddressAndNotByConnection() throws IOException {
        try (var first = connect();
                var second = connect()) {
            begin(first);
            subscribe(first, 1);
            subscribe(first, 3);
            await(() -> openStreams() == 2);

            var other = begin(second);
            subscribe(second, 1);
            assertThat(body(other), containsString("too-many-streams"));
            try (var refusal = RawResponse.of("GET", root.resolve("/topics/limit"))) {
                assertThat(refusal.statusLine(), is("HTTP/1.1 429 Too Many Requests"));
            }
        }
    }

    private static void subscribe(Socket socket, int stream) throws IOException {
        write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, stream, request("/topics/limit", "*/*"));
    }
}
