package io.tidings.subscribe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.tidings.event.EventId;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that begin in the past. [ReplayIT] runs the same against the package.
@QuarkusTest
class ReplayTest extends HubFixture {
    @Test
    void whoWasCutOffGetsWhatWasMissed() throws IOException {
        var first = publish("", "1");
        var second = publish("", "2");
        try (var stream = subscribe("?after=" + second, "Last-Event-ID: " + first)) {
            assertThat(stream.event(), containsString("data: 2\n"));
            publish("", "3");
            assertThat(stream.event(), containsString("data: 3\n"));
        }
    }

    @Test
    void aStreamThatWasCutBeforeItsFirstEventMissesNothing() throws IOException {
        String cursor;
        try (var stream = open("")) {
            cursor = cursor(stream.block());
        }
        publish("", "1");
        try (var stream = subscribe("", "Last-Event-ID: " + cursor)) {
            assertThat(stream.event(), containsString("data: 1\n"));
        }
    }

    @Test
    void aStreamThatComesBackIsToldAtOnceWhereItWas() throws IOException {
        var id = publish("", "1");
        try (var stream = subscribe("", "Last-Event-ID: " + id)) {
            assertThat(cursor(stream.block()), is(id));
        }
    }

    @Test
    void aReplayOfNothingIsToldWhereItEnded() throws IOException {
        publishTo(topic + "/elsewhere", "1");
        var here = publishTo(topic + "/here", "1");
        try (var stream = open("/nothing?replay=all")) {
            assertThat(EventId.parse(cursor(stream.block())).isAfter(EventId.parse(here)), is(false));
        }
    }

    @Test
    void aPolyfillWithoutHeadersSaysInTheUrlWhereItWas() throws IOException {
        var first = publish("", "1");
        var second = publish("", "2");
        try (var stream = open("?after=" + second + "&lastEventId=" + first)) {
            assertThat(stream.event(), containsString("data: 2\n"));
        }
        try (var stream = subscribe("?lastEventId=" + second, "Last-Event-ID: " + first)) {
            assertThat("the header wins", stream.event(), containsString("data: 2\n"));
        }
        try (var stream = open("?replay=all&lastEventId=")) {
            assertThat("an empty one is none", stream.event(), containsString("data: 1\n"));
        }
    }

    @Test
    void anEmptyLastEventIdIsNone() throws IOException {
        publish("", "1");
        try (var stream = subscribe("", "Last-Event-ID: ")) {
            publish("", "2");
            assertThat(stream.event(), containsString("data: 2\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?replay=all", "?since=PT1H", "?since=2026-01-01T00:00:00Z", "?since=2026-01-01T01:00:00%2B01:00"
            })
    void whatCameBeforeCanBeAskedFor(String query) throws IOException {
        publish("", "1");
        publish("", "2");
        try (var stream = open(query)) {
            var event = stream.event();
            // The log of this test is younger than an hour, and says so.
            if (!query.contains("replay")) {
                assertThat(event, startsWith("event: tidings:gap\n"));
                event = stream.event();
            }
            assertThat(event, containsString("data: 1\n"));
            assertThat(stream.event(), containsString("data: 2\n"));
        }
    }

    @Test
    void nothingIsLostSinceAMomentAfterTheNewestEvent() throws IOException {
        publish("", "1");
        var since = Instant.now().plusMillis(2);
        while (!Instant.now().isAfter(since)) {
            Thread.onSpinWait();
        }
        try (var stream = open("?since=" + since)) {
            publish("", "2");
            assertThat(stream.event(), containsString("data: 2\n"));
        }
    }

    @Test
    void theLatestOfEachTopicCanBeAskedFor() throws IOException {
        publishTo(topic + "/a", "a1");
        publishTo(topic + "/b", "b1");
        publishTo(topic + "/a", "a2");
        try (var stream = RawResponse.of("GET", root.resolve("/topics/" + topic + "/*?replay=latest"))) {
            assertThat(stream.event(), containsString("data: b1\n"));
            assertThat(stream.event(), containsString("data: a2\n"));
            publishTo(topic + "/c", "c1");
            assertThat(stream.event(), containsString("data: c1\n"));
        }
    }

    @Test
    void aCursorThatTheLogDoesNotCoverIsToldInTheStream() throws IOException {
        var id = publish("", "1");
        try (var stream = subscribe("", "Last-Event-ID: 5-1")) {
            assertThat(
                    stream.event(), is("event: tidings:gap\ndata: {\"after\":\"5-1\",\"resumes\":\"" + id + "\"}\n\n"));
            assertThat(stream.event(), containsString("data: 1\n"));
        }
    }

    @Test
    void aCursorFromTheFutureIsToldAndNotSilent() throws IOException {
        publish("", "1");
        try (var stream = subscribe("", "Last-Event-ID: 99999999999999-0")) {
            assertThat(stream.event(), startsWith("event: tidings:gap\n"));
            publish("", "2");
            assertThat(stream.event(), containsString("data: 2\n"));
        }
    }

    @Test
    void aMalformedLastEventIdIsRefused() throws IOException {
        try (var response = subscribe("", "Last-Event-ID: 12:00:05")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 400"));
        }
    }
}
