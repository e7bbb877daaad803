package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two thousand users whose tokens end in the same second.
@Tag("slow")
@Tag("alone")
@Tag("native")
class ManyExpiriesIT {
    private static final int USERS = 2_000;
    private static final Pattern RETRY = Pattern.compile("event: tidings:expired\nretry: (\\d+)\n");

    /// When a stream ended, and after how many milliseconds its client comes back.
    private record End(Instant at, long retryMillis) {}

    @Test
    void theirStreamsEndWithThemAndTheirClientsComeBackSpread() throws Exception {
        try (var server = PackagedServer.startWithFiles(
                        4 * USERS,
                        "tidings.log.engine=memory",
                        "tidings.auth.issuers.main.issuer=" + TestIssuer.MAIN.iss(),
                        "tidings.auth.issuers.main.secret=" + TestIssuer.MAIN.secret(),
                        "tidings.auth.issuers.main.subscribe=users/{sub}/**");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var expiry = Instant.now().plus(Duration.ofSeconds(20)).getEpochSecond();
            var streams = new ArrayList<RawResponse>();
            for (int i = 0; i < USERS; i++) {
                streams.add(open(server, "user-" + i, expiry));
            }

            var ends = new ArrayList<End>();
            for (var end : clients.invokeAll(
                    streams.stream().map(ManyExpiriesIT::awaitEnd).toList())) {
                ends.add(end.get());
            }

            assertThat(ends, hasSize(USERS));
            var late = ends.stream()
                    .map(end -> Duration.between(Instant.ofEpochSecond(expiry), end.at())
                            .toMillis())
                    .sorted()
                    .toList();
            System.out.println(
                    USERS + " streams ended " + late.getFirst() + " to " + late.getLast() + " ms after their tokens");
            assertThat(late.getFirst() >= 0, is(true));
            assertThat(clientsOfEachSecond(ends), everyItem(greaterThan(USERS / 8)));
        }
    }

    /// From one second to five, so that a quarter of them is expected in each.
    private static List<Integer> clientsOfEachSecond(List<End> ends) {
        return IntStream.range(1, 5)
                .mapToObj(second -> (int) ends.stream()
                        .filter(end -> end.retryMillis() / 1_000 == second)
                        .count())
                .toList();
    }

    private static RawResponse open(PackagedServer server, String user, long expiry) throws IOException {
        var token = TestIssuer.MAIN.token(user).with("exp", expiry);
        var stream = RawResponse.of("GET", server.at("/topics/users/" + user + "/inbox"), token.bearer());
        assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
        return stream;
    }

    private static Callable<End> awaitEnd(RawResponse stream) {
        return () -> {
            try (stream) {
                var last = RETRY.matcher(stream.rest());
                assertThat(last.find(), is(true));
                return new End(Instant.now(), Long.parseLong(last.group(1)));
            }
        };
    }
}
