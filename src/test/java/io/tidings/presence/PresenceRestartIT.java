package io.tidings.presence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hub with SQLite that is killed while subjects are present.
class PresenceRestartIT {
    private static final String ANN = "Authorization: Bearer token-of-ann";
    private static final String BOB = "Authorization: Bearer token-of-bob";

    @TempDir
    Path folder;

    private PackagedServer start() throws IOException {
        return PackagedServer.start(
                "tidings.log.engine=sqlite",
                "tidings.log.sqlite.path=" + folder.resolve("tidings.db"),
                "tidings.presence.topics=chat",
                "tidings.presence.grace=5s",
                "tidings.auth.tokens.ann.secret=token-of-ann",
                "tidings.auth.tokens.ann.subscribe=chat",
                "tidings.auth.tokens.bob.secret=token-of-bob",
                "tidings.auth.tokens.bob.subscribe=chat");
    }

    private static RawResponse open(PackagedServer hub, String path, String token) throws IOException {
        return RawResponse.of("GET", hub.at(path), "Accept: text/event-stream", token);
    }

    private static String told(RawResponse stream) throws IOException {
        var message = stream.message();
        return message.type() + " " + JsonPath.from(message.data()).getString("subject");
    }

    @Test
    void whoDoesNotComeBackAfterACrashLeavesAndWhoDoesHasNeverLeft() throws Exception {
        try (var hub = start();
                var witness = open(hub, "/topics/tidings/presence/chat?replay=all", ANN);
                var _ = open(hub, "/topics/chat", ANN)) {
            assertThat(told(witness), is("tidings:joined ann"));
            try (var _ = open(hub, "/topics/chat", BOB)) {
                assertThat(told(witness), is("tidings:joined bob"));
                hub.process().destroyForcibly().waitFor();
            }
        }
        try (var hub = start();
                var witness = open(hub, "/topics/tidings/presence/chat?replay=all", ANN)) {
            var bob = open(hub, "/topics/chat", BOB);
            assertThat(told(witness), is("tidings:joined ann"));
            assertThat(told(witness), is("tidings:joined bob"));
            assertThat(told(witness), is("tidings:left ann"));
            bob.close();
            assertThat(told(witness), is("tidings:left bob"));
        }
    }
}
