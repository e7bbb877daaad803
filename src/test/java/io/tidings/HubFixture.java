package io.tidings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tidings.sse.EventStreamParser;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/// A hub over HTTP, and a topic that each test has for itself.
public abstract class HubFixture {
    @TestHTTPResource("/")
    protected URI root;

    /// Of this test alone.
    protected String topic;

    @BeforeEach
    void chooseTopic() {
        topic = "test/" + UUID.randomUUID();
    }

    protected RawResponse subscribe(String query, String... headers) throws IOException {
        return RawResponse.of("GET", root.resolve("/topics/" + topic + query), headers);
    }

    protected RawResponse open(String query) throws IOException {
        return subscribe(query, "Accept: text/event-stream");
    }

    protected static String cursor(String block) {
        assertThat(block, matchesPattern(":\nid: \\d+-\\d+\nevent: tidings:cursor\ndata: \\{}\n\n"));
        return EventStreamParser.parse(block).getFirst().lastEventId();
    }

    protected String publish(String query, String data) throws IOException {
        return JsonPath.from(post("/topics/" + topic + "?" + query, data)).getString("id");
    }

    protected String post(String path, String body, String... headers) throws IOException {
        try (var response = RawResponse.post(root.resolve(path), body, headers)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            return response.body();
        }
    }

    protected static String publishTo(String topic, String data) {
        return given().body(data)
                .post("/topics/" + topic)
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    protected Response history(String query) {
        return json("/topics/" + topic + query);
    }

    protected static Response json(String path) {
        return given().urlEncodingEnabled(false).accept("application/json").get(path);
    }
}
