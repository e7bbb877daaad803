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

/// Subscribers that do not read, on a heap that is much smaller than what they have not read.
@Tag("slow")
@Tag("alone")
@Tag("native")
class SlowSubscriberIT {
    private static final int SUBSCRIBERS = 50;
    private static final int BATCHES = 60;
    private static final int EVENTS_A_BATCH = 1_000;
    private static final String TEXT = "x".repeat(1_000);

    @TempDir
    Path folder;

    @Test
    void whoDoesNotReadHoldsUpNobodyTakesBoundedMemoryAndGetsEverythingLater() throws IOException {
        try (var server = PackagedServer.start(
                "-Xmx96m",
                "tidings.subscribe.recent-size=8M",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.auth.publish-tokens=secret")) {
            var stalled = new ArrayList<RawResponse>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                stalled.add(RawResponse.of("GET", server.at("/topics/slow")));
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                publish(server, batch);
            }
            for (var subscriber : stalled.subList(0, 3)) {
                for (int i = 0; i < BATCHES * EVENTS_A_BATCH; i++) {
                    assertThat(subscriber.event(), containsString("data: " + i + " "));
                }
            }
            for (var subscriber : stalled) {
                subscriber.close();
            }
        }
    }

    private static void publish(PackagedServer server, int batch) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < EVENTS_A_BATCH; i++) {
            int number = batch * EVENTS_A_BATCH + i;
            lines.append("{\"topic\":\"slow\",\"data\":\"")
                    .append(number)
                    .append(' ')
                    .append(TEXT)
                    .append("\"}\n");
        }
        try (var response = RawResponse.post(server.at("/events"), lines.toString(), "Authorization: Bearer secret")) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }
}
