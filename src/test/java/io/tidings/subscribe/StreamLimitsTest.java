package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tidings.RawResponse;
import java.io.IOException;
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
            return Map.of("tidings.subscribe.max-streams-per-address", "2", "tidings.subscribe.heartbeat", "90ms");
        }
    }

    @TestHTTPResource("/topics/limits")
    URI topic;

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherIsOver() throws IOException {
        try (var _ = open()) {
            try (var _ = open();
                    var refusal = open()) {
                assertThat(refusal.statusLine(), startsWith("HTTP/1.1 429"));
                assertThat(refusal.headers().get("retry-after"), notNullValue());
                assertThat(refusal.headers().get("content-type"), is("application/problem+json"));
            }
            awaitOpen();
        }
    }

    @Test
    void anIdleStreamGetsCommentsAgainAndAgain() throws IOException {
        try (var stream = RawResponse.of("GET", URI.create(topic + "-idle"))) {
            for (int i = 0; i < 4; i++) {
                assertThat(stream.event(), is(":\n\n"));
            }
        }
    }

    private RawResponse open() throws IOException {
        return RawResponse.of("GET", topic);
    }

    private void awaitOpen() throws IOException {
        var deadline = Instant.now().plusSeconds(60);
        boolean open = false;
        while (!open) {
            try (var stream = open()) {
                open = stream.statusLine().equals("HTTP/1.1 200 OK");
            }
            assertThat("still refused", Instant.now().isBefore(deadline));
        }
    }
}
