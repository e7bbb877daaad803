package io.tidings.demo;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.head;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.RawResponse;
import io.tidings.log.Told;
import io.tidings.sse.EventStreamParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The clock as a client sees it, with the default settings. [TalkIT] runs the same against the package.
@QuarkusTest
class TalkTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @TestHTTPResource("/talk")
    URI talk;

    @Test
    void theHeadSaysThatAStreamFollowsWhichNobodyMayCache() throws IOException {
        try (var stream = listen()) {
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(
                    stream.headers(),
                    is(Map.of(
                            "content-type", "text/event-stream",
                            "cache-control", "no-cache",
                            "vary", "accept",
                            "transfer-encoding", "chunked")));
        }
    }

    @Test
    void anEventIsAnIdAndALineOfDataWithTheLocalTime() throws IOException {
        var zone = ZoneId.systemDefault();
        var before = Instant.now().minusSeconds(1).atZone(zone).toLocalTime();
        try (var stream = listen()) {
            var event = stream.event();
            var after = Instant.now().atZone(zone).toLocalTime();
            assertThat(event, matchesPattern("id:(\\d\\d:\\d\\d:\\d\\d)\ndata:new server event \\1\n\n"));
            var time = LocalTime.parse(EventStreamParser.parse(event).getFirst().lastEventId());
            var midnightPassed = after.isBefore(before);
            assertThat(event, midnightPassed || (!time.isBefore(before) && !time.isAfter(after)));
        }
    }

    /// The best of five, since a busy machine may hold up any one of them.
    @Test
    void theFirstEventComesWithinASecond() {
        var fastest =
                LongStream.range(0, 5).map(_ -> millisToFirstEvent()).min().orElseThrow();
        assertThat(fastest, lessThan(1000L));
    }

    /// Not a millisecond too early on either connection, which a ticker shared by both would be.
    @Test
    void theNextEventComesAfterTheIntervalOfThatConnection() throws IOException {
        var firstStart = System.nanoTime();
        try (var first = listen()) {
            first.event();
            var secondStart = System.nanoTime();
            try (var second = listen()) {
                second.event();
                first.event();
                assertThat(since(firstStart), greaterThanOrEqualTo(INTERVAL));
                second.event();
                assertThat(since(secondStart), greaterThanOrEqualTo(INTERVAL));
                assertThat(since(firstStart), lessThan(INTERVAL.multipliedBy(2)));
            }
        }
    }

    @Test
    void aClientThatLeavesStopsItsTicker() throws IOException {
        var streams = new ArrayList<RawResponse>();
        for (int i = 0; i < 50; i++) {
            var stream = listen();
            stream.event();
            streams.add(stream);
        }
        assertThat(openStreams(), greaterThanOrEqualTo(50));

        for (int i = 0; i < streams.size(); i++) {
            if (i % 2 == 0) {
                streams.get(i).close();
            } else {
                streams.get(i).reset();
            }
        }
        awaitNoOpenStreams();
    }

    @Test
    void aClientThatLeavesAtOnceLeavesNothingBehind() throws IOException {
        try (var warnings = Told.warnings()) {
            for (int i = 0; i < 100; i++) {
                listen().reset();
            }
            awaitNoOpenStreams();
            assertThat(warnings.lines(), empty());
        }
    }

    @Test
    void headGetsTheHeadAlone() throws IOException {
        try (var response = RawResponse.of("HEAD", talk, "Accept: text/event-stream")) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(response.headers().get("content-type"), is("text/event-stream"));
        }
        assertThat("no stream began", openStreams(), is(0));
        head("/talk").then().statusCode(200).contentType("text/event-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Accept: text/*",
                "Accept: text/html;q=0.5, text/event-stream",
                "Accept: text/html;q=0, */*",
                "X-No-Accept: at all"
            })
    void aStreamIsSentToWhoeverTakesOne(String header) throws IOException {
        try (var stream = RawResponse.of("GET", talk, header)) {
            assertThat(stream.event(), startsWith("id:"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: text/html",
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
            })
    void aBrowserThatOpensItAsAPageGetsThePage(String header) throws IOException {
        try (var page = RawResponse.of("GET", talk, header)) {
            assertThat(page.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(page.headers().get("content-type"), is("text/html;charset=UTF-8"));
            assertThat(page.headers().get("vary"), is("accept"));
            assertThat(page.body(), containsString("Stop Listening"));
        }
    }

    private RawResponse listen() throws IOException {
        return RawResponse.of("GET", talk, "Accept: text/event-stream");
    }

    private long millisToFirstEvent() {
        var start = System.nanoTime();
        try (var stream = listen()) {
            stream.event();
            return since(start).toMillis();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitNoOpenStreams() {
        var deadline = Instant.now().plusSeconds(60);
        while (openStreams() > 0) {
            assertThat("streams still open: " + openStreams(), Instant.now().isBefore(deadline));
        }
    }

    private static int openStreams() {
        return get("/q/health/well").path("checks.find { it.name == 'streams' }.data.open");
    }
}
