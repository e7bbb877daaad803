package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The package as it is: nothing is open by accident.
class ProductionIT {
    private static final Pattern MADE = Pattern.compile("made for this start: (\\S+)");

    @TempDir
    Path folder;

    private static List<String> tokensMade(PackagedServer server) {
        return server.logged().stream()
                .flatMap(line -> MADE.matcher(line).results())
                .map((MatchResult made) -> made.group(1))
                .toList();
    }

    /// The report of the start may come after the line that the hub listens.
    private static List<String> awaitTokensMade(PackagedServer server) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (tokensMade(server).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        return tokensMade(server);
    }

    @Test
    void withoutAnySettingPublishingNeedsTheTokenOfThisStartAndListeningNone() throws IOException {
        try (var server = PackagedServer.start("tidings.log.sqlite.path=" + folder.resolve("tidings.db"));
                var refusal = RawResponse.post(server.at("/topics/a"), "x");
                var stream = RawResponse.of("GET", server.at("/topics/a"))) {
            assertThat(refusal.statusLine(), startsWith("HTTP/1.1 401"));
            var told = refusal.body();
            assertThat(told, containsString("the hub logged one when it started; tidings.auth.publish-tokens"));
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));

            var made = awaitTokensMade(server);
            assertThat(made, hasSize(1));
            assertThat(told, not(containsString(made.getFirst())));
            var token = AccessFixture.bearer(made.getFirst());
            try (var answer = RawResponse.post(server.at("/topics/a"), "x", token)) {
                assertThat(answer.statusLine(), is("HTTP/1.1 200 OK"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidings.auth.publish-tokens=mine",
                "tidings.auth.tokens.ci.secret=mine tidings.auth.tokens.ci.publish=a/*",
                "tidings.auth.issuers.main.issuer=https://id.example.com tidings.auth.issuers.main.audience=a "
                        + "tidings.auth.issuers.main.secret=0123456789abcdef0123456789abcdef",
                "tidings.auth.anonymous.publish=**"
            })
    void noTokenIsMadeWhereSomebodyMayPublish(String settings) throws IOException {
        try (var server = PackagedServer.start(("tidings.log.engine=memory " + settings).split(" "))) {
            assertThat(tokensMade(server), empty());
            try (var refusal = RawResponse.post(server.at("/topics/tidings"), "x", "Authorization: Basic x")) {
                assertThat(refusal.body(), not(containsString("when it started")));
            }
        }
    }
}
