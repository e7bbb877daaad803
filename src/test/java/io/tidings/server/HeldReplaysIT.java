package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A client asks for replays of large events over many connections, and takes none of them. No heartbeat comes that
/// would end its streams.
@Tag("slow")
@Tag("alone")
@Tag("native")
class HeldReplaysIT {
    private static final int EVENTS = 10;
    private static final String EVENT = "x".repeat(1 << 20);
    private static final int ROUNDS = 60;
    private static final int STREAMS = 5;

    @Test
    void theReplayOfAnotherAddressWaitsForNone() throws IOException {
        try (var server = PackagedServer.start(
                        "-Xmx256m",
                        "tidings.subscribe.heartbeat=1h",
                        "tidings.log.engine=memory",
                        "tidings.auth.publish-tokens=secret");
                var flood = new Flood(server.at("/"), "127.0.0.2")) {
            publish(server, "/topics/little", "small");
            for (int i = 0; i < EVENTS; i++) {
                publish(server, "/topics/big", EVENT);
            }
            for (int round = 0; round < ROUNDS; round++) {
                flood.say(STREAMS, "GET /topics/big?replay=all HTTP/1.1\r\nHost: a\r\n\r\n");

                try (var replay = RawResponse.of("GET", server.at("/topics/little?replay=all"))) {
                    assertThat("round " + round, replay.event(), containsString("data: small"));
                }
            }
        }
    }

    private static void publish(PackagedServer server, String path, String data) throws IOException {
        try (var answer = RawResponse.post(server.at(path), data, "Authorization: Bearer secret")) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
