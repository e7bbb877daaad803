package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that ask for more than there is memory, of a server with a small heap. While they do and after it, the
/// server
/// answers everybody else.
class FloodIT {
    private static final int EVENTS = 25;
    private static final int EVENT_BYTES = 1 << 20;
    private static final String EVENT = "x".repeat(EVENT_BYTES);

    @TempDir
    static Path folder;

    private static PackagedServer server;

    private Flood flood = new Flood(server.at("/"));

    @BeforeAll
    static void start() throws IOException {
        server = PackagedServer.start(
                "-Xmx256m",
                "tidings.http.request-timeout=2s",
                "tidings.subscribe.heartbeat=1500ms",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret");
        for (int i = 0; i < EVENTS; i++) {
            publish(EVENT);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void publish(String data) throws IOException {
        try (var answer = RawResponse.post(server.at("/topics/big"), data, "Authorization: Bearer secret")) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }

    /// Every event loop has some of these connections.
    @AfterEach
    void theServerIsWell() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var answer = RawResponse.of("GET", server.at("/q/health/live"))) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
        try (var stream = RawResponse.of("GET", server.at("/topics/small"))) {
            stream.event();
            try (var answer = RawResponse.post(server.at("/topics/small"), "hi", "Authorization: Bearer secret")) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
            assertThat(stream.event(), containsString("data: hi"));
        }
        flood.close();
    }

    @Test
    void replaysThatNobodyReadsLeaveRoomForOneThatSomebodyDoes() throws IOException {
        flood.say(220, "GET /topics/big?replay=all HTTP/1.1\r\nHost: a\r\n\r\n");

        try (var replay = RawResponse.of("GET", server.at("/topics/big?replay=all"))) {
            // Between them are heartbeats, while it waits for its turn.
            for (int events = 0; events < EVENTS; ) {
                events += replay.event().length() > EVENT_BYTES ? 1 : 0;
            }
        }
    }

    @Test
    void replaysOfOneHttp2ConnectionTakeNoMoreThanOthers() throws IOException {
        flood.askOverHttp2(400, "/topics/big?replay=all");
        flood.askOverHttp2(100, "/topics/big?replay=all");
        flood.askOverHttp2(100, "/topics/big?replay=all");
        theServerIsWell();
    }

    @Test
    void answersOfHttp2ThatNobodyTakesLeaveRoomForOthers() throws IOException {
        for (int i = 0; i < 50; i++) {
            flood.askOverHttp2(100, i % 2 == 0 ? "/page/app.js" : "/q/health/live");
        }
    }

    @Test
    void anUploadWithoutATokenIsRefusedBeforeItsBodyIsRead() throws IOException {
        flood.say(60, "POST /topics/big HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");

        assertThat(flood.answers(), everyItem(startsWith("HTTP/1.1 401")));
    }

    @Test
    void uploadsForWhichThereIsNoMemoryAreRefusedBeforeTheirBodiesAreRead() throws IOException {
        flood.say(
                60,
                "POST /topics/big HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret\r\n"
                        + "Content-Length: 1048576\r\n\r\n");

        // Those that had room are closed when their bodies do not come.
        var answers = flood.answers();
        int refused = Collections.frequency(answers, "HTTP/1.1 503 Service Unavailable");
        assertThat(refused, greaterThan(40));
        assertThat(Collections.frequency(answers, ""), is(60 - refused));
    }

    @Test
    void requestsWhoseAnswersNobodyReadsAreNotRead() throws IOException {
        for (int i = 0; i < 4; i++) {
            flood.sayUntilItBlocks(
                    "GET /topics/big?limit=1 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n", 30_000_000);
            flood.sayUntilItBlocks("GET /nope HTTP/1.1\r\nHost: a\r\n\r\n", 30_000_000);
        }
    }

    @Test
    void pagesThatNobodyReadsAreGivenUp() throws IOException {
        flood.say(60, "GET /topics/big HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

        for (var status = ""; !status.equals("HTTP/1.1 200 OK"); ) {
            try (var page = RawResponse.of("GET", server.at("/topics/big?limit=1"), "Accept: application/json")) {
                status = page.statusLine();
            }
        }
    }

    @Test
    void aRequestThatDoesNotArriveIsNotWaitedFor() throws IOException {
        flood.say(50, "");
        flood.say(50, "GET /topics/big HTT");
        flood.say(50, "POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");

        flood.awaitClosed();
    }
}
