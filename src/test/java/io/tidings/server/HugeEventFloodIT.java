package io.tidings.server;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that ask for pages with one event, of a server with a small heap and events larger than pages.
@Tag("slow")
@Tag("alone")
@Tag("native")
class HugeEventFloodIT {
    private static final String TOKEN = "Authorization: Bearer secret";

    /// A single letter beyond Latin-1 doubles what the text takes on the heap.
    private static final String HUGE = "\u0416" + "x".repeat((4 << 20) - 2);

    @TempDir
    Path folder;

    private PackagedServer server;

    @BeforeEach
    void start() throws IOException {
        server = PackagedServer.start(
                "-Xmx256m",
                "tidings.publish.max-event-size=4M",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// The search through what does not match lets all of them in before the first has found its event.
    @Test
    void pagesWithAHugeEventAreReadOnlyWhereThereIsRoomForIt() throws IOException {
        for (int i = 0; i < 6; i++) {
            publish("/events", "{\"topic\":\"small/y\",\"data\":\"x\"}\n".repeat(10_000));
        }
        publish("/topics/huge/a", HUGE);
        try (var flood = new Flood(server.at("/"))) {
            flood.say(100, "GET /events?topic=huge/*&limit=1 HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

            assertThat(flood.answers(), everyItem(startsWith("HTTP/1.1 ")));
        }
        publish("/topics/small/y", "x");
    }

    private void publish(String path, String body) throws IOException {
        try (var answer = RawResponse.post(server.at(path), body, TOKEN)) {
            assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
