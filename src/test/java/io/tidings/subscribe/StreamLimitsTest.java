package io.tidings.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// More streams than there may be, and heartbeats on those that are idle.
@QuarkusTest
@TestProfile(StreamLimitsTest.TwoStreams.class)
class StreamLimitsTest {
    /// Two streams of an address, and a heartbeat that a test can wait for.
    public static class TwoStreams implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tidings.subscribe.max-streams-per-address",
                    "2",
                    "tidings.subscribe.heartbeat",
                    "100ms",
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true",
                    "quarkus.http.proxy.allow-x-forwarded",
                    "true");
        }
    }

    @TestHTTPResource("/topics/limits")
    URI topic;

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherIsOver() throws IOException {
        try (var _ = awaitOpen()) {
            try (var _ = awaitOpen();
                    var refusal = open()) {
                assertThat(refusal.statusLine(), startsWith("HTTP/1.1 429"));
                assertThat(refusal.headers().get("retry-after"), notNullValue());
                assertThat(refusal.headers().get("content-type"), is("application/problem+json"));
            }
            awaitOpen().close();
        }
    }

    /// An `EventSource` would not come back after a status.
    @Test
    void anEventSourceIsToldWhenToComeBack() throws IOException {
        try (var _ = awaitOpen();
                var _ = awaitOpen();
                var refusal = RawResponse.of("GET", topic, "Accept: text/event-stream")) {
            assertThat(refusal.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(refusal.headers().get("content-type"), is("text/event-stream"));
            assertThat(refusal.body(), matchesPattern(": Too Many Requests\nretry: [123]\\d{3}\n"));
        }
    }

    /// Pipelined requests wait for the one before, and a connection may be gone when it is their turn.
    @Test
    void whoLeavesBeforeItsTurnTakesNoPlace() throws IOException {
        var request = "POST /topics/limits HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                + "GET /topics/limits HTTP/1.1\r\nHost: x\r\n\r\n";
        for (int i = 0; i < 100; i++) {
            var socket = new Socket(topic.getHost(), topic.getPort());
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.close();
        }
        awaitOpen().close();
    }

    /// What comes after the request is passed over, however much it is.
    @Test
    void whoTalksOnAndLeavesTakesNoPlace() throws IOException {
        var request = "GET /topics/limits HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n";
        for (int i = 0; i < 4; i++) {
            try (var socket = new Socket(topic.getHost(), topic.getPort())) {
                socket.getOutputStream().write(request.getBytes(UTF_8));
                socket.getOutputStream().write(new byte[3_000_000]);
            }
            awaitOpen().close();
        }
    }

    @Test
    void aProxyMayForwardAnAddressThatIsNoNumber() throws IOException {
        for (int i = 0; i < 4; i++) {
            try (var stream = RawResponse.of("GET", topic, "X-Forwarded-For: _hidden" + i)) {
                assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
        awaitOpen().close();
    }

    @Test
    void anIdleStreamGetsCommentsAgainAndAgain() throws IOException {
        try (var stream = RawResponse.of("GET", URI.create(topic + "-idle"))) {
            assertThat(stream.block(), startsWith(":\nid: "));
            for (int i = 0; i < 3; i++) {
                assertThat(stream.textLine(), is(":\n"));
            }
        }
    }

    private RawResponse open() throws IOException {
        return RawResponse.of("GET", topic);
    }

    /// A stream that was before may not be over yet for the hub.
    private RawResponse awaitOpen() throws IOException {
        var deadline = Instant.now().plusSeconds(60);
        var stream = open();
        while (!stream.statusLine().equals("HTTP/1.1 200 OK")) {
            stream.close();
            assertThat("still refused", Instant.now().isBefore(deadline));
            stream = open();
        }
        return stream;
    }
}
