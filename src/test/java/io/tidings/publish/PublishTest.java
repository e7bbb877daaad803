package io.tidings.publish;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What publishing keeps, and what it refuses. [PublishIT] runs the same against the package.
@QuarkusTest
class PublishTest extends HubFixture {
    @Test
    void theBodyIsTheDataWhateverItsContentType() throws IOException {
        try (var stream = open("")) {
            for (var type :
                    List.of("application/x-www-form-urlencoded", "application/json", "multipart/form-data", "x/y")) {
                post("/topics/" + topic, "a=b&c", "Content-Type: " + type);
                assertThat(stream.event(), containsString("data: a=b&c\n"));
            }
            given().post("/topics/" + topic).then().statusCode(200);
            assertThat(stream.event(), containsString("\ndata: \n\n"));
        }
    }

    @Test
    void anIdempotencyKeyThatStandsForSomethingElseIsRefused() {
        var key = UUID.randomUUID().toString();
        given().header("Idempotency-Key", key)
                .body("1")
                .post("/topics/" + topic)
                .then()
                .statusCode(200);

        given().header("Idempotency-Key", key)
                .body("2")
                .post("/topics/" + topic)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", is("reused-key"))
                .body("detail", containsString("take a new key"));

        history("").then().body("events.data", contains("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings/a", "tidings/", "tidings/presence/chat"})
    void belowTidingsNobodyPublishes(String reserved) {
        given().body("x").post("/topics/" + reserved).then().statusCode(400).body("type", is("invalid-topic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", ""})
    void privateIsTrueOrFalse(String value) {
        given().body("x")
                .post("/topics/" + topic + "?private=" + value)
                .then()
                .statusCode(400)
                .body("type", is("invalid-flag"))
                .body("detail", startsWith("The parameter private is neither true nor false"));
        given().body("{\"topic\":\"" + topic + "\",\"data\":\"x\",\"private\":\"" + value + "\"}")
                .post("/events")
                .then()
                .statusCode(400)
                .body("type", is("invalid-flag"))
                .body("detail", startsWith("Line 1: The member private is neither true nor false"));
        history("").then().body("events", empty());
    }

    @Test
    void anIdempotencyKeyPublishesOnce() {
        var key = UUID.randomUUID().toString();
        var first = given().header("Idempotency-Key", key)
                .body("1")
                .post("/topics/" + topic)
                .path("id");
        given().header("Idempotency-Key", key)
                .body("1")
                .post("/topics/" + topic)
                .then()
                .body("id", is(first));
        history("").then().body("events", hasSize(1));
    }

    @Test
    void aBatchIsPublishedInOrder() throws IOException {
        try (var stream = open("")) {
            var body = """
                            {"topic":"%1$s","data":"text"}

                            {"topics":["%1$s","%1$s/b"],"type":"t","data":{"x": 1.10, "y":[true]},"retry":5,"more":[{}]}
                            {"topic":"%1$s","data":null,"type":null,"retry":null}
                            """.formatted(topic);
            var response = post("/events", body, "Content-Type: application/x-ndjson");
            assertThat(JsonPath.from(response).getList("ids"), hasSize(3));
            assertThat(stream.event(), containsString("\ndata: text\n\n"));
            assertThat(stream.event(), containsString("\nevent: t\nretry: 5\ndata: {\"x\": 1.10, \"y\":[true]}\n\n"));
            assertThat(stream.event(), containsString("\ndata: null\n\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"topic\":\"a\"}",
                "{\"data\":\"a\"}",
                "{\"topic\":\"\",\"data\":\"a\"}",
                "{\"topics\":\"a\",\"data\":\"a\"}",
                "{\"topic\":5,\"data\":\"a\"}",
                "{\"topic\":\"a\",\"data\":\"a\",\"type\":\"a\\nb\"}",
                "{\"topic\":\"a\",\"data\":\"a\",\"retry\":-1}",
                "{\"topic\":\"a\",\"data\":\"a\",\"retry\":\"soon\"}",
                "{\"topic\":\"a\",\"data\":\"\\ud83d\"}",
                "{\"topic\":\"a\",\"data\":\"a\"} {}",
                "{\"topic\":\"a\",\"data\":\"a\",\"data\":\"b\"}",
                "[1]",
                "{",
                "nonsense"
            })
    void aBadLineRefusesTheWholeBatchAndSaysWhichItWas(String line) {
        given().body("{\"topic\":\"" + topic + "\",\"data\":\"good\"}\n" + line + "\n")
                .post("/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", startsWith("Line 2"));
        history("").then().body("events", hasSize(0));
    }

    @Test
    void dataThatIsNoUtf8IsRefusedAndNotStored() {
        given().body(new byte[] {(byte) 0xFF, 'a'})
                .post("/topics/" + topic)
                .then()
                .statusCode(400)
                .body("type", is("invalid-data"));
        history("").then().body("events", hasSize(0));
    }

    @Test
    void anEventThatIsTooLargeIsRefusedAndOneThatJustFitsIsNot() {
        var largest = 1024 * 1024;
        given().body(new byte[largest + 1])
                .post("/topics/" + topic)
                .then()
                .statusCode(413)
                .body("type", is("too-large"));
        history("").then().body("events", hasSize(0));
        given().body(new byte[largest]).post("/topics/" + topic).then().statusCode(200);
    }

    @Test
    void aBodyThatIsLargerThanAnyMayBeIsRefusedBeforeItIsSent() throws IOException {
        try (var response = RawResponse.of("POST", root.resolve("/topics/" + topic), "Content-Length: 999999999")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 413"));
            assertThat(response.headers().get("content-type"), is("application/problem+json"));
        }
    }

    @Test
    void aLineIsUtf8EvenIfItLooksLikeUtf16() {
        given().body("{\"topic\":\"a\",\"data\":5}".getBytes(StandardCharsets.UTF_16LE))
                .post("/events")
                .then()
                .statusCode(400)
                .body("detail", startsWith("Line 1"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() {
        given().body(("\uFEFF{\"topic\":\"" + topic + "\",\"data\":5}").getBytes(StandardCharsets.UTF_8))
                .post("/events")
                .then()
                .statusCode(200);
        history("").then().body("events.data", contains("5"));
    }

    @Test
    void aLineWithTooMuchIsNamedToo() {
        var good = "{\"topic\":\"" + topic + "\",\"data\":1}\n";
        given().body(good + "{\"topic\":\"a\",\"data\":\"" + "x".repeat(1024 * 1024 + 1) + "\"}")
                .post("/events")
                .then()
                .statusCode(413)
                .body("detail", startsWith("Line 2"));
        var topics = IntStream.range(0, 17).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        given().body(good + "{\"topics\":[" + topics + "],\"data\":1}")
                .post("/events")
                .then()
                .statusCode(400)
                .body("detail", startsWith("Line 2"));
        history("").then().body("events", hasSize(0));
    }
}
