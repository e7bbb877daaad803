package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may change, renew and end a stream.
@QuarkusTest
@TestProfile(ControlFixture.Terms.class)
class StreamHoldersTest extends ControlFixture {
    private static final String UNKNOWN = "0123456789abcdef".repeat(3);
    private static final String BOB = SignedToken.of("bob", Duration.ofHours(1), "**");

    @Test
    void aStreamOfSomebodyElseLooksLikeOneThatThereIsNot() throws IOException {
        try (var ofAnn = controlAs(ann("test/**"))) {
            for (var token : List.of(BOB, "")) {
                assertSame(patch(ofAnn.id(), token, "{}"), patch(UNKNOWN, token, "{}"), 404);
                assertSame(end(ofAnn.id(), token), end(UNKNOWN, token), 404);
            }
            assertSame(renew(ofAnn.id(), BOB), renew(UNKNOWN, BOB), 404);
            assertSame(renew(ofAnn.id(), OPERATOR), renew(UNKNOWN, OPERATOR), 404);

            publishTo(topic, "still there");
            assertThat(ofAnn.next().data(), is("still there"));
        }
    }

    private static void assertSame(Response one, Response other, int status) {
        assertThat(one.statusCode(), is(status));
        assertThat(one.body().asString(), is(other.body().asString()));
        assertThat(other.statusCode(), is(status));
    }

    @Test
    void whatIsNoIdIsUnknown() {
        for (var id : List.of("x", "0", UNKNOWN + "0", UNKNOWN.toUpperCase(Locale.ROOT), "..%2f..", "%00")) {
            end(id, OPERATOR).then().statusCode(404);
        }
    }

    @Test
    void aStreamIsChangedAndEndedByItsSubjectOrAnOperator() throws IOException {
        try (var one = controlAs(ann("test/**"));
                var other = controlAs(ann("test/**"))) {
            patch(one.id(), ann("test/**"), "{}").then().statusCode(200);
            patch(one.id(), OPERATOR, "{}").then().statusCode(200);
            end(one.id(), ann("test/**")).then().statusCode(204);
            end(other.id(), OPERATOR).then().statusCode(204);

            assertThat(one.stream().rest(), containsString("retry: "));
            patch(one.id(), ann("test/**"), "{}").then().statusCode(404);
            end(other.id(), OPERATOR).then().statusCode(404);
        }
    }

    @Test
    void aStreamWithoutASubjectIsChangedByAnyoneWhoKnowsItAndTakesNoToken() throws IOException {
        try (var stream = control("")) {
            patch(stream.id(), "", "{}").then().statusCode(200);
            patch(stream.id(), BOB, "{}").then().statusCode(200);
            renew(stream.id(), BOB).then().statusCode(403).body("detail", containsString("no subject"));
            renew(stream.id(), "").then().statusCode(401);
            end(stream.id(), BOB).then().statusCode(204);
        }
    }

    @Test
    void aStreamLivesOnByANewTokenOfItsSubject() throws IOException {
        try (var stream = controlAs(SignedToken.of("ann", Duration.ofSeconds(4), "test/**"))) {
            var warning = stream.next();
            assertThat(warning.type(), is("tidings:expiring"));
            var expiry = Instant.parse(JsonPath.from(warning.data()).getString("expires"));
            assertThat(Duration.between(Instant.now(), expiry), is(lessThan(Duration.ofSeconds(3))));

            renew(stream.id(), ann("test/**", "orders/**")).then().statusCode(204);
            patch(stream.id(), ann("test/**"), "{\"add\":[\"orders/7\"]}")
                    .then()
                    .statusCode(200);

            assertThat(stream.next().type(), is("tidings:topics"));
            awaitPast(expiry.plusSeconds(2));
            publishTo(topic, "lives on");
            assertThat(stream.next().data(), is("lives on"));
        }
    }

    /// Until the stream would have ended.
    private static void awaitPast(Instant instant) {
        while (Instant.now().isBefore(instant)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aStreamReadsThePrivateEventsThatItsNewTokenGrants() throws IOException {
        try (var stream = controlAs(ann("other/**", "test/**"))) {
            publishPrivately("first");
            assertThat(stream.next().data(), is("first"));

            renew(stream.id(), ann("other/**")).then().statusCode(204);
            publishPrivately("not for ann");
            publishTo(topic, "for all");
            assertThat(stream.next().data(), is("for all"));

            renew(stream.id(), ann("test/**")).then().statusCode(204);
            publishPrivately("again");
            assertThat(stream.next().data(), is("again"));
        }
    }

    private void publishPrivately(String data) {
        as(OPERATOR)
                .body(data)
                .post("/topics/" + topic + "?private=true")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenThatDoesNotGrantWhatTheStreamHearsChangesNothing() throws IOException {
        var own = "users/ann/" + topic;
        try (var stream = controlAs(ann("users/ann/**"))) {
            patch(stream.id(), ann("users/ann/**"), "{\"add\":[\"" + own + "\"]}")
                    .then()
                    .statusCode(200);
            assertThat(stream.next().type(), is("tidings:topics"));

            renew(stream.id(), ann("orders/**"))
                    .then()
                    .statusCode(403)
                    .body("detail", containsString(own.substring(0, 50)));

            as(OPERATOR)
                    .body("still heard")
                    .post("/topics/" + own + "?private=true")
                    .then()
                    .statusCode(200);
            assertThat(stream.next().data(), is("still heard"));
        }
    }

    @Test
    void tokensThatAreNotGoodRenewNothing() throws IOException {
        try (var stream = controlAs(ann("test/**"))) {
            renew(stream.id(), SignedToken.of("ann", Duration.ofSeconds(-60), "test/**"))
                    .then()
                    .statusCode(401);
            renew(stream.id(), ann("test/**") + "x").then().statusCode(401);
            renew(stream.id(), "").then().statusCode(401);
        }
    }

    @Test
    void topicsOfPresenceAreNotForAnonymousStreams() throws IOException {
        try (var stream = control("")) {
            patch(stream.id(), OPERATOR, "{\"add\":[\"tidings/presence/" + topic + "\"]}")
                    .then()
                    .statusCode(403);
            patch(stream.id(), "", "{\"add\":[\"tidings/**\"]}").then().statusCode(403);
        }
    }

    @Test
    void operatorsListStreamsAndEndThoseOfASubject() throws IOException {
        as(ann("**")).get("/streams").then().statusCode(403);
        as("").get("/streams").then().statusCode(401);
        as(ann("**")).delete("/streams?subject=ann").then().statusCode(403);
        try (var one = controlAs(SignedToken.of("cid", Duration.ofHours(1), "test/**"));
                var other = subscribe(
                        "",
                        "Accept: text/event-stream",
                        "User-Agent: a test",
                        "Authorization: Bearer " + SignedToken.of("cid", Duration.ofHours(1), "test/**"))) {
            cursor(other.block());
            publishTo(topic, "x");
            assertThat(one.next().data(), is("x"));

            var streams = JsonPath.from(as(OPERATOR)
                            .get("/streams?subject=cid")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString())
                    .<Map<String, Object>>getList("streams");

            assertThat(streams.size(), is(2));
            for (var stream : streams) {
                assertThat(stream.get("subject"), is("cid"));
                assertThat(stream.get("issuer"), is("main"));
                assertThat(stream.get("topics"), is(List.of(topic)));
                assertThat(stream.get("state"), is("live"));
                assertThat(stream.get("delivered"), is(1));
                assertThat(stream.get("lag"), is(Map.of("events", 0, "seconds", 0.0f)));
            }
            assertThat(streams.stream().anyMatch(stream -> one.id().equals(stream.get("stream"))), is(true));
            assertThat(streams.stream().anyMatch(stream -> "a test".equals(stream.get("userAgent"))), is(true));

            as(OPERATOR).get("/streams?subject=cid&topic=other").then().body("streams.size()", is(0));
            as(OPERATOR).get("/streams?subject=cid&topic=" + topic).then().body("streams.size()", is(2));
            as(OPERATOR).get("/streams?subject=cid&state=stalled").then().body("streams.size()", is(0));
            as(OPERATOR).get("/streams?subject=cid&issuer=else").then().body("streams.size()", is(0));
            as(OPERATOR).get("/streams?subject=cid&minLagSeconds=1").then().body("streams.size()", is(0));
            var first = as(OPERATOR).get("/streams?subject=cid&limit=1").then().body("streams.size()", is(1));
            String next = first.extract().path("next");
            as(OPERATOR).get(next).then().body("streams.size()", is(1)).body("next", is((Object) null));

            as(OPERATOR).delete("/streams?subject=cid").then().statusCode(200).body("ended", is(2));
            assertThat(other.rest(), containsString("retry: "));
        }
    }

    @Test
    void aRevokedSubjectIsSentAwayAndRefused() throws IOException {
        var token = SignedToken.of("eve", Duration.ofHours(1), "test/**");
        try (var stream = controlAs(token)) {
            as(OPERATOR)
                    .delete("/streams?subject=eve&revoke=true")
                    .then()
                    .statusCode(200)
                    .body("ended", is(1));

            assertThat(stream.stream().rest(), containsString("event: tidings:expired\n"));
            as(token).get("/caller").then().statusCode(401);
            try (var again = subscribe("", "Accept: text/event-stream", "Authorization: Bearer " + token)) {
                assertThat(again.statusLine(), not(is("HTTP/1.1 200 OK")));
            }
        }
    }

    @Test
    void whatIsNotSaidClearlyEndsNothing() {
        for (var query :
                List.of("", "?revoke=true", "?topic=test/x&revoke=true", "?issuer=main", "?subject=", "?topic=")) {
            as(OPERATOR).delete("/streams" + query).then().statusCode(400);
        }
        for (var query : List.of("&state=live", "&minLagSeconds=5", "&issuer=", "&issuer=" + "i".repeat(1_025))) {
            as(OPERATOR).delete("/streams?topic=test/x" + query).then().statusCode(400);
        }
        for (var query : List.of(
                "?state=asleep",
                "?minLagSeconds=x",
                "?minLagSeconds=-1",
                "?limit=0",
                "?topic=",
                "?after=x",
                "?after=")) {
            as(OPERATOR).get("/streams" + query).then().statusCode(400);
        }
    }
}
