package io.tidings.history;

import static io.restassured.RestAssured.when;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Past events, the list of topics, and topics that are dropped. [HistoryIT] runs the same against the package.
@QuarkusTest
class HistoryTest extends HubFixture {
    @Test
    void historyIsPagedByLinks() throws IOException {
        for (int i = 0; i < 5; i++) {
            publish("", "e" + i);
        }
        var next = history("?limit=2")
                .then()
                .body("events.data", contains("e0", "e1"))
                .extract()
                .<String>path("next");
        next = json(next)
                .then()
                .body("events.data", contains("e2", "e3"))
                .extract()
                .path("next");
        json(next)
                .then()
                .body("events.data", contains("e4"))
                .body("next", nullValue())
                .body("gap", is(false));
    }

    @Test
    void historyTellsAllOfAnEvent() throws IOException {
        var id = publish("type=t&retry=7", "d");
        history("?since=PT1M")
                .then()
                .body("events[0].id", is(id))
                .body("events[0].topics", contains(topic))
                .body("events[0].type", is("t"))
                .body("events[0].data", is("d"))
                .body("events[0].retry", is(7));
    }

    /// Without tokens everyone is a stranger.
    @Test
    void strangersSeeNothingOfPrivateEvents() throws IOException {
        publishTo(topic + "/mixed", "1");
        publishTo(topic + "/mixed?private=true", "2");
        publishTo(topic + "/secret?private=true", "3");
        publishTo(topic + "/mixed?private=false", "4");

        json("/events?topic=" + topic + "/*").then().body("events.data", contains("1", "4"));
        json("/topics?prefix=" + topic)
                .then()
                .body("topics.topic", contains(topic + "/mixed"))
                .body("topics.events", contains(2));
        try (var stream = RawResponse.of("GET", root.resolve("/events?replay=latest&topic=" + topic + "/*"))) {
            assertThat(stream.block(), endsWith("data: 4\n\n"));
        }
    }

    @Test
    void topicsAreListedWithWhoListens() throws IOException {
        publishTo(topic + "/a", "1");
        var newest = publishTo(topic + "/a", "2");
        publishTo(topic + "/b", "3");
        try (var stream = RawResponse.of("GET", root.resolve("/topics/" + topic + "/*"))) {
            stream.block();
            json("/topics?limit=1&prefix=" + topic)
                    .then()
                    .body("topics.topic", contains(topic + "/a"))
                    .body("topics[0].newest", is(newest))
                    .body("topics[0].events", is(2))
                    .body("topics[0].subscribers", is(1));
        }
        var next = json("/topics?limit=1&prefix=" + topic).<String>path("next");
        json(next).then().body("topics.topic", contains(topic + "/b")).body("next", nullValue());
    }

    @Test
    void aDroppedTopicLosesItsHistoryAndItsStreamsGoOn() throws IOException {
        var first = publish("", "1");
        try (var stream = open("")) {
            when().delete("/topics/" + topic).then().statusCode(204);
            history("").then().body("events", hasSize(0));
            publish("", "2");
            assertThat(stream.event(), containsString("data: 2\n"));
        }
        try (var stream = subscribe("", "Last-Event-ID: " + first)) {
            var event = stream.event();
            assertThat(event.startsWith("event: tidings:gap") ? stream.event() : event, containsString("data: 2\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", ""})
    void aLimitOutOfRangeIsRefused(String limit) {
        history("?limit=" + limit)
                .then()
                .statusCode(400)
                .body("type", is("invalid-limit"))
                .body("detail", startsWith("The parameter limit is not a number from 1 to 1000"));
    }

    @Test
    void replayIsForStreams() throws IOException {
        publish("", "one");
        publish("", "two");

        history("?replay=latest").then().body("events.data", contains("one", "two"));
    }
}
