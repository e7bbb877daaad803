package io.tidings.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand subscribers and a million events on a heap of 256 MB.
@Tag("slow")
@Tag("alone")
class ScaleIT {
    private static final int SUBSCRIBERS = 1_000;
    private static final int EVENTS = 1_000_000;
    private static final int EVENTS_A_BATCH = 10_000;
    private static final String TEXT = "x".repeat(100);

    @TempDir
    Path folder;

    @Test
    void aThousandListenAndAMillionAreReplayed() throws IOException {
        try (var server = PackagedServer.start(
                "-Xmx256m",
                "tidings.retention.\"**\".max-events=" + EVENTS,
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret")) {
            var subscribers = new ArrayList<RawResponse>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(RawResponse.of("GET", server.at("/topics/wide/" + (i % 2 == 0 ? "one" : "*"))));
            }
            publish(server, "/topics/wide/one", "to all");
            for (var subscriber : subscribers) {
                assertThat(subscriber.event(), containsString("data: to all\n"));
            }
            for (int first = 0; first < EVENTS; first += EVENTS_A_BATCH) {
                publish(server, "/events", batch(first));
            }
            try (var replay = RawResponse.of("GET", server.at("/topics/long?replay=all"))) {
                for (int i = 0; i < EVENTS; i++) {
                    assertThat(replay.event(), containsString("data: " + i + " "));
                }
            }
            for (var subscriber : subscribers) {
                subscriber.close();
            }
        }
    }

    private static String batch(int first) {
        var lines = new StringBuilder();
        for (int i = first; i < first + EVENTS_A_BATCH; i++) {
            lines.append("{\"topic\":\"long\",\"data\":\"")
                    .append(i)
                    .append(' ')
                    .append(TEXT)
                    .append("\"}\n");
        }
        return lines.toString();
    }

    private static void publish(PackagedServer server, String path, String body) throws IOException {
        try (var response = RawResponse.post(server.at(path), body, "Authorization: Bearer secret")) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
