package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the packaged server logs: who may do what, and neither tokens nor what events say.
@Tag("slow")
@Tag("native")
class LogSecrecyIT {
    /// Part of all that must not be logged.
    private static final String MARK = "hush-hush";

    private static final String PUBLISH = "publish-" + MARK;
    private static final String LISTED = "listed-" + MARK;
    private static final String NAMED = "named-" + MARK;
    private static final String KEY = "a-key-of-an-issuer-that-is-long-enough-" + MARK;

    @TempDir
    Path folder;

    @Test
    void theLogTellsWhoMayDoWhatAndNoSecret() throws IOException, InterruptedException {
        var list = Files.writeString(folder.resolve("list"), LISTED);
        try (var server = PackagedServer.start(
                "tidings.log.engine=memory",
                "tidings.drain.delay=0s",
                "tidings.auth.publish-tokens=" + PUBLISH,
                "tidings.auth.subscribe-tokens-file=" + list,
                "tidings.auth.tokens.ci.secret=" + NAMED,
                "tidings.auth.tokens.ci.publish=builds/**",
                "tidings.auth.issuers.own.issuer=https://id.example.com",
                "tidings.auth.issuers.own.audience=tidings",
                "tidings.auth.issuers.own.secret=" + KEY)) {
            publish(server, "200", "/topics/a", MARK, AccessFixture.bearer(PUBLISH));
            publish(server, "200", "/topics/builds/1", MARK, AccessFixture.bearer(NAMED));
            publish(server, "403", "/topics/a", MARK, AccessFixture.bearer(NAMED));
            for (var token : List.of(MARK, "ey" + MARK + ".e30.", PUBLISH + "x")) {
                publish(server, "401", "/topics/a", MARK, AccessFixture.bearer(token));
                publish(server, "4", "/topics/a", MARK, AccessFixture.cookie("tidings_token=" + token));
            }
            publish(server, "4", "/topics/a", MARK, "Authorization: " + MARK + " " + MARK);
            publish(
                    server,
                    "400",
                    "/events",
                    "{\"topics\":[\"a\"],\"data\":\"" + MARK + "\"}\n{" + MARK,
                    AccessFixture.bearer(PUBLISH),
                    "Content-Type: application/x-ndjson");
            try (var history = RawResponse.of(
                    "GET", server.at("/topics/a"), AccessFixture.bearer(LISTED), "Accept: application/json")) {
                assertThat(history.body(), containsString(MARK));
            }
            server.process().toHandle().destroy();
            server.awaitEnd();

            var log = String.join("\n", server.logged());
            assertThat(log, not(containsString(MARK)));
            assertThat(log, containsString("  log        memory, "));
            assertThat(
                    log,
                    containsString("  publish    1 token to all topics; the named token ci; tokens of the issuer own"));
            assertThat(log, containsString("  subscribe  1 token to all topics; tokens of the issuer own"));
        }
    }

    private static void publish(PackagedServer server, String status, String path, String body, String... headers)
            throws IOException {
        try (var answer = RawResponse.post(server.at(path), body, headers)) {
            assertThat(answer.statusLine(), startsWith("HTTP/1.1 " + status));
        }
    }
}
