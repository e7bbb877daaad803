package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.tidings.event.EventId;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The topics of an open stream change.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class ChangedStreamTest extends ControlFixture {
    @Test
    void aStreamBeginsWithItsNameAndWithoutAnId() throws IOException {
        try (var stream = subscribe("?control=true", "Accept: text/event-stream")) {
            var first = stream.block();

            assertThat(
                    first,
                    matchesPattern(":\nevent: tidings:stream\ndata: \\{\"stream\":\"[0-9a-f]{48}\",\"topics\":\\[\""
                            + topic + "\"],\"expires\":null}\n\n"));
            assertThat(stream.block(), containsString("event: tidings:cursor\n"));
        }
    }

    @Test
    void aStreamThatDoesNotAskForControlHasNoName() throws IOException {
        try (var stream = open("")) {
            cursor(stream.block());
        }
    }

    @Test
    void whatIsAddedComesAfterTheChangeAndWhatIsRemovedBefore() throws IOException {
        try (var stream = control("")) {
            publishTo(topic, "before");
            assertThat(stream.next().data(), is("before"));
            publishTo(topic + "/other", "too early");

            patch(stream.id(), "", "{\"add\":[\"" + topic + "/*\"],\"remove\":[\"" + topic + "\"]}")
                    .then()
                    .statusCode(200)
                    .body("topics", contains(topic + "/*"));
            publishTo(topic, "too late");
            publishTo(topic + "/other", "after");

            var change = stream.next();
            assertThat(change.type(), is("tidings:topics"));
            assertThat(change.data(), is("{\"topics\":[\"" + topic + "/*\"]}"));
            assertThat(stream.next().data(), is("after"));
        }
    }

    @Test
    void aReplayComesRightAfterTheChangeAndDoesNotMoveTheClientBack() throws IOException {
        publishTo(topic + "/other", "first");
        publishTo(topic + "/other", "second");
        var newest = publishTo(topic, "not heard");
        try (var stream = control("&envelope=true&after=" + newest)) {
            patch(stream.id(), "", "{\"add\":[\"" + topic + "/other\"],\"replay\":\"all\"}")
                    .then()
                    .statusCode(200);
            publishTo(topic + "/other", "third");

            assertThat(stream.next().type(), is("tidings:topics"));
            for (var data : new String[] {"first", "second"}) {
                var replayed = stream.next();
                assertThat(JsonPath.from(replayed.data()).getString("data"), is(data));
                assertThat(replayed.lastEventId(), is(newest));
                var own = EventId.parse(JsonPath.from(replayed.data()).getString("id"));
                assertThat(EventId.parse(newest).isAfter(own), is(true));
            }
            var third = stream.next();
            assertThat(third.lastEventId(), is(JsonPath.from(third.data()).getString("id")));
        }
    }

    @Test
    void theLatestOrWhatFollowsAnIdCanBeReplayed() throws IOException {
        publishTo(topic + "/a", "old");
        var after = publishTo(topic + "/a", "newer");
        publishTo(topic + "/a", "newest");
        try (var stream = control("")) {
            patch(stream.id(), "", "{\"add\":[\"" + topic + "/*\"],\"replay\":\"latest\"}")
                    .then()
                    .statusCode(200);
            assertThat(stream.next().type(), is("tidings:topics"));
            assertThat(stream.next().data(), is("newest"));

            patch(stream.id(), "", "{\"remove\":[\"" + topic + "/*\"]}").then().statusCode(200);
            assertThat(stream.next().type(), is("tidings:topics"));
            patch(stream.id(), "", "{\"add\":[\"" + topic + "/*\"],\"replay\":{\"after\":\"" + after + "\"}}")
                    .then()
                    .statusCode(200);

            assertThat(stream.next().type(), is("tidings:topics"));
            assertThat(stream.next().data(), is("newest"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"add\":\"a\"}",
                "{\"add\":[1]}",
                "{\"add\":[\"\"]}",
                "{\"add\":[\"a/**/b\"]}",
                "{\"added\":[]}",
                "{\"add\":[\"a\"],\"remove\":[\"a\"]}",
                "{\"replay\":\"some\"}",
                "{\"replay\":{\"after\":\"x\"}}",
                "{\"replay\":{\"after\":\"1-1\",\"until\":\"2-1\"}}",
                "{\"add\":[\"test/a\"]",
                "{\"add\":[]} and more",
                "{\"add\":[],\"add\":[]}"
            })
    void aBodyThatMeansNothingChangesNothing(String body) throws IOException {
        try (var stream = control("")) {
            patch(stream.id(), "", body).then().statusCode(400).body("detail", not(nullValue()));

            publishTo(topic, "heard");
            assertThat(stream.next().data(), is("heard"));
        }
    }

    @Test
    void aHundredAndOnePatternsAreTooMany() throws IOException {
        var hundred = IntStream.range(0, 100)
                .mapToObj(i -> "\"" + topic + "/" + i + "\"")
                .collect(Collectors.joining(","));
        try (var stream = control("")) {
            patch(stream.id(), "", "{\"add\":[" + hundred + "]}")
                    .then()
                    .statusCode(400)
                    .body("type", is("invalid-pattern"))
                    .body("detail", containsString("more than 100 patterns"));

            patch(stream.id(), "", "{\"add\":[" + hundred + "],\"remove\":[\"" + topic + "\"]}")
                    .then()
                    .statusCode(200);
        }
    }

    /// An event loop would compare each of them with each pattern of the stream.
    @Test
    void aListIsNoLongerThanAStreamMayHavePatterns() throws IOException {
        var many = IntStream.range(0, 101).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        try (var stream = control("")) {
            patch(stream.id(), "", "{\"remove\":[" + many + "]}")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("remove has more than 100 patterns"));
        }
    }

    /// An operator may hear everything, but the stream may not.
    @Test
    void whatTheStreamIsNotGrantedIsNotAdded() throws IOException {
        try (var stream = control("", "Authorization: Bearer " + ann("orders/**"))) {
            for (var token : new String[] {ann("**"), OPERATOR}) {
                patch(stream.id(), token, "{\"add\":[\"orders/7\",\"users/bob\"],\"remove\":[\"" + topic + "\"]}")
                        .then()
                        .statusCode(403)
                        .body("detail", containsString("users/bob"));
            }

            publishTo(topic, "still heard");
            assertThat(stream.next().data(), is("still heard"));
        }
    }

    @Test
    void moreThanTenChangesInASecondAreRefused() throws IOException {
        try (var stream = control("")) {
            int refused = 0;
            for (int i = 0; i < 200 && refused == 0; i++) {
                refused += patch(stream.id(), "", "{}").statusCode() == 429 ? 1 : 0;
            }
            assertThat(refused, is(1));
            patch(stream.id(), "", "{}").then().header("Retry-After", not(nullValue()));
        }
    }
}
