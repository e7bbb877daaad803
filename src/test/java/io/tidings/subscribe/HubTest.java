package io.tidings.subscribe;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tidings.RawResponse;
import io.tidings.event.EventId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The hub's HTTP face, read as raw bytes where that matters. [HubIT] runs the same against the package.
@QuarkusTest
class HubTest {
    @TestHTTPResource("/")
    URI root;

    /// Of this test alone.
    private String topic;

    @BeforeEach
    void chooseTopic() {
        topic = "test/" + UUID.randomUUID();
    }

    @Test
    void aStreamBeginsWithACommentAndTheHeadersThatKeepProxiesFromBuffering() throws IOException {
        try (var stream = subscribe("")) {
            assertThat(stream.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(
                    stream.headers(),
                    is(Map.of(
                            "content-type", "text/event-stream",
                            "cache-control", "no-cache, no-transform",
                            "x-accel-buffering", "no",
                            "vary", "accept",
                            "transfer-encoding", "chunked")));
            var _ = cursor(stream.block());
        }
    }

    @Test
    void whatIsPublishedArrives() throws IOException {
        try (var stream = open("")) {
            var id = publish("type=greeting&retry=1000", "two\nlines");
            assertThat(stream.event(), is("id: " + id + "\nevent: greeting\nretry: 1000\ndata: two\ndata: lines\n\n"));
        }
    }

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
    void oneStreamHearsManyTopicsAndAnEventOfSeveralOnce() throws IOException {
        var query = "?topic=" + topic + "/a&topic=" + topic + "/b/**&topic=" + topic + "/a";
        try (var stream = RawResponse.of("GET", root.resolve("/events" + query))) {
            given().queryParam("topic", topic + "/b/1")
                    .body("both")
                    .post("/topics/" + topic + "/a")
                    .then()
                    .body("topics", contains(topic + "/a", topic + "/b/1"));
            publishTo(topic + "/c", "not heard");
            publishTo(topic + "/b/2/3", "deep");
            assertThat(stream.event(), containsString("data: both\n"));
            assertThat(stream.event(), containsString("data: deep\n"));
        }
    }

    @Test
    void anEnvelopeTellsWhereAnEventIsFrom() throws IOException {
        try (var stream = open("?envelope=true")) {
            var id = publish("type=t", "a \"quote\"");
            var data = stream.event()
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .findFirst()
                    .orElseThrow();
            var envelope = JsonPath.from(data.substring(6));
            assertThat(envelope.getString("id"), is(id));
            assertThat(envelope.getList("topics"), contains(topic));
            assertThat(envelope.getString("type"), is("t"));
            assertThat(envelope.getString("data"), is("a \"quote\""));
            assertThat(Instant.parse(envelope.getString("time")), notNullValue());
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
    @CsvSource(textBlock = """
        # method, path,                                 status, type
        POST,     /topics/a%0Ab,                        400, invalid-topic
        POST,     /topics/a%FF,                         400, invalid-topic
        POST,     /topics/*,                            400, invalid-topic
        POST,     /topics/a?type=tidings:gap,           400, invalid-type
        POST,     /topics/a?type=a%0Db,                 400, invalid-type
        POST,     /topics/a?retry=soon,                 400, invalid-retry
        POST,     /topics/a?retry=-1,                   400, invalid-retry
        GET,      /topics/a/**/b,                       400, invalid-pattern
        GET,      /events,                              400, invalid-pattern
        GET,      /topics/a?after=x,                    400, invalid-id
        GET,      /topics/a?lastEventId=x,              400, invalid-id
        GET,      /topics/a?since=yesterday,            400, invalid-time
        GET,      /topics/a?since=P999999999999D,       400, invalid-time
        GET,      /topics/a?since=-999999999-01-01T00:00:00Z, 400, invalid-time
        GET,      /topics/a?replay=some,                400, invalid-replay
        """)
    void aBadRequestIsRefusedWithAReason(String method, String path, int status, String type) throws IOException {
        try (var response = RawResponse.of(method, root.resolve(path), "Content-Length: 0")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 " + status));
            assertThat(response.headers().get("content-type"), is("application/problem+json"));
            assertThat(JsonPath.from(response.body()).getString("type"), is(type));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", ""})
    void aLimitOutOfRangeIsRefused(String limit) {
        history("?limit=" + limit).then().statusCode(400).body("type", is("invalid-limit"));
    }

    @Test
    void aMalformedLastEventIdIsRefused() throws IOException {
        try (var response = subscribe("", "Last-Event-ID: 12:00:05")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 400"));
        }
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
    void tooManyPatternsAreRefused() throws IOException {
        var query = "?topic=a".repeat(101).replace("?", "&").replaceFirst("&", "?");
        try (var response = RawResponse.of("GET", root.resolve("/events" + query))) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 400"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream;charset=utf-8", "TEXT/Event-Stream", "text/*", "text/html, */*;q=0.1"})
    void aStreamCanBeAskedForInSeveralWays(String accept) throws IOException {
        try (var stream = subscribe("", "Accept: " + accept)) {
            assertThat(stream.headers().get("content-type"), is("text/event-stream"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ";a=b", "/;", "+", "%25", "%2F"})
    void aTopicIsTheWholeRestOfThePath(String ending) throws IOException {
        var path = "/topics/" + topic + ending;
        try (var stream = RawResponse.of("GET", root.resolve(path))) {
            post(path, "heard");
            assertThat(stream.event(), containsString("data: heard\n"));
        }
        history("").then().body("events", hasSize(0));
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

    @ParameterizedTest
    @CsvSource({
        "/topics/news, text/event-stream, 200, text/event-stream",
        "/topics/news, application/json, 200, application/json",
        "/events?topic=news, */*, 200, text/event-stream",
        "/topics, application/json, 200, application/json"
    })
    void headTellsWhatGetWouldBeginWith(String path, String accept, int status, String type) {
        given().header("Accept", accept)
                .when()
                .head(path)
                .then()
                .statusCode(status)
                .contentType(type);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /topics/news, 'DELETE, GET, HEAD, OPTIONS, POST'",
        "DELETE, /events, 'GET, HEAD, OPTIONS, POST'",
        "POST, /topics, 'GET, HEAD, OPTIONS'"
    })
    void aMethodThatAPathDoesNotHaveIsRefusedWithThoseThatItHas(String method, String path, String allowed) {
        given().when().request(method, path).then().statusCode(405).header("Allow", allowed);
    }

    @Test
    void otherMediaTypesAreNotAcceptable() {
        given().accept("image/png")
                .get("/topics/" + topic)
                .then()
                .statusCode(406)
                .body("type", equalTo("not-acceptable"));
    }

    private RawResponse subscribe(String query, String... headers) throws IOException {
        return RawResponse.of("GET", root.resolve("/topics/" + topic + query), headers);
    }

    private RawResponse open(String query) throws IOException {
        return subscribe(query, "Accept: text/event-stream");
    }

    private static String cursor(String block) {
        assertThat(block, matchesPattern(":\nid: \\d+-\\d+\nevent: tidings:cursor\ndata: \\{}\n\n"));
        return block.substring(6, block.indexOf('\n', 6));
    }

    private String publish(String query, String data) throws IOException {
        return JsonPath.from(post("/topics/" + topic + "?" + query, data)).getString("id");
    }

    private String post(String path, String body, String... headers) throws IOException {
        try (var response = RawResponse.post(root.resolve(path), body, headers)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            return response.body();
        }
    }

    private static String publishTo(String topic, String data) {
        return given().body(data)
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private Response history(String query) {
        return json("/topics/" + topic + query);
    }

    private static Response json(String path) {
        return given().urlEncodingEnabled(false).accept("application/json").get(path);
    }
}
