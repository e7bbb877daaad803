package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client asks for large pages again and again, over many connections, and takes none of them.
class HeldPagesIT extends FloodFixture {
    private static final int ROUNDS = 5;
    private static final String OTHER_ADDRESS = "127.0.0.2";

    /// The time after which the server gives up pages that nobody takes, and as much for a slow machine.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @BeforeEach
    void publishOneSmallEvent() throws IOException {
        var event = RawResponse.post(server.at("/topics/little"), "small", "Authorization: Bearer secret");
        assertThat(event.statusLine(), is("HTTP/1.1 200 OK"));
        event.close();
    }

    @Test
    void oneAddressLeavesRoomForThePagesAndReplaysOfOthers() throws IOException {
        var held = new Flood(server.at("/"), OTHER_ADDRESS);
        for (int round = 0; round < ROUNDS; round++) {
            var next = new Flood(server.at("/"), OTHER_ADDRESS);
            for (int i = 0; i < 10; i++) {
                next.askForPagesOverHttp2(30, "/topics/big?limit=1");
            }
            next.say(200, "GET /topics/big?limit=1 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
            held.close();
            held = next;
            long start = System.nanoTime();
            assertThat("a page, round " + round, historyStatus(), is("HTTP/1.1 200 OK"));
            replay();
            assertThat("round " + round, Duration.ofNanos(System.nanoTime() - start), is(lessThan(PATIENCE)));
        }
        held.close();
    }

    private static String historyStatus() throws IOException {
        try (var page = RawResponse.of("GET", server.at("/topics/little?limit=1"), "Accept: application/json")) {
            return page.statusLine();
        }
    }

    private static void replay() throws IOException {
        try (var replay = RawResponse.of("GET", server.at("/topics/little?replay=all"))) {
            assertThat(replay.event(), containsString("data: small"));
        }
    }
}
