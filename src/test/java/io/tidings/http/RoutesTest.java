package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which paths and methods there are, and how a bad request is answered. [RoutesIT] runs the same against the package.
@QuarkusTest
class RoutesTest extends HubFixture {
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
        GET,      /topics/a?envelope=yes,               400, invalid-flag
        GET,      /topics/a?control=1,                  400, invalid-flag
        GET,      /topics?rate=on,                      400, invalid-flag
        """)
    void aBadRequestIsRefusedWithAReason(String method, String path, int status, String type) throws IOException {
        try (var response = RawResponse.of(method, root.resolve(path), "Content-Length: 0")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 " + status));
            assertThat(response.headers().get("content-type"), is("application/problem+json"));
            assertThat(JsonPath.from(response.body()).getString("type"), is(type));
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

    @ParameterizedTest
    @ValueSource(strings = {"//b", "//", "/c//..//b", "///%2Fb"})
    void anEmptySegmentIsAPartOfTheTopicWhereverItIsNamed(String ending) throws IOException {
        var name = topic + URLDecoder.decode(ending.replace("//..", ""), UTF_8);
        given().body(new JsonObject().put("topic", name).put("data", "one").encode())
                .post("/events")
                .then()
                .statusCode(200);
        var path = root.resolve("/topics/" + topic + ending);
        try (var answer = RawResponse.post(path, "two")) {
            assertThat(JsonPath.from(answer.body()).getList("topics"), contains(name));
        }
        try (var answer = RawResponse.of("GET", path, "Accept: application/json")) {
            assertThat(JsonPath.from(answer.body()).getList("events.data"), contains("one", "two"));
        }
    }

    @Test
    void aDotSegmentOfAPathIsRemovedAsClientsDoAndStaysElsewhere() throws IOException {
        try (var answer = RawResponse.post(root.resolve("/topics/x/%2E%2E/" + topic + "/%2E/b"), "one")) {
            assertThat(JsonPath.from(answer.body()).getList("topics"), contains(topic + "/b"));
        }
        given().body("two")
                .post("/topics/" + topic + "?topic=" + topic + "/./b")
                .then()
                .statusCode(200)
                .body("topics", contains(topic, topic + "/./b"));
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
        "POST, /topics, 'GET, HEAD, OPTIONS'",
        "POST, /presence/chat/1, 'GET, HEAD, OPTIONS'",
        "POST, /streams, 'DELETE, GET, HEAD, OPTIONS'",
        "GET, /streams/1, 'DELETE, OPTIONS, PATCH'",
        "POST, /streams/1/token, 'OPTIONS, PUT'"
    })
    void aMethodThatAPathDoesNotHaveIsRefusedWithThoseThatItHas(String method, String path, String allowed) {
        given().when()
                .request(method, path)
                .then()
                .statusCode(405)
                .header("Allow", allowed)
                .body("detail", endsWith(": " + allowed + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics", "/topics/"})
    void aPublisherThatNamesNoTopicLearnsThatItShould(String path) {
        given().when()
                .post(path)
                .then()
                .statusCode(405)
                .body("detail", startsWith("Name a topic to publish, as in POST /topics/news, or use"));
    }

    @Test
    void parametersThatTheHubDoesNotKnowAreIgnored() {
        for (var value : List.of("1", "2")) {
            given().body(value)
                    .post("/topics/" + topic + "?_=123&pirvate=true&a=b&a=c")
                    .then()
                    .statusCode(200);
        }

        history("?limt=1&_=123").then().statusCode(200).body("events.data", contains("1", "2"));
    }

    @Test
    void otherMediaTypesAreNotAcceptable() {
        given().accept("image/png")
                .get("/topics/" + topic)
                .then()
                .statusCode(406)
                .body("type", equalTo("not-acceptable"));
    }
}
