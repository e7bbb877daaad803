package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// URLs and methods that few clients send: they work, or are refused in words. [UnusualRequestsIT] runs the same
/// against the package.
@QuarkusTest
class UnusualRequestsTest {
    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topics/unusual/{x}",
                "/topics/unusual/a|b",
                "/topics/unusual/\"<>\\^`[]",
                "/topics/unusual/\u00e9\u65e5",
                "//topics/unusual/slashes",
                "/page/../topics/unusual/dots",
                "http://elsewhere/topics/unusual/absolute"
            })
    void aUrlThatIsMerelyUnusualIsTheTopicThatItLooksLike(String url) throws IOException {
        var topic = url.substring(url.indexOf("/topics/") + "/topics/".length());

        try (var response = request("POST " + url, "Content-Length: 1\r\n\r\nx")) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(JsonPath.from(response.body()).getList("topics"), hasItem(topic));
        }
        given().urlEncodingEnabled(false)
                .accept("application/json")
                .get("/topics/" + URLEncoder.encode(topic, UTF_8))
                .then()
                .statusCode(200)
                .body("events.data", hasItem("x"));
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0, 200", "HTTP/1.1, 100"})
    void aClientOfHttp10IsNotToldToContinue(String version, String status) throws IOException {
        var request =
                "POST /topics/unusual " + version + "\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx";
        try (var response = RawResponse.raw(root, request.getBytes(UTF_8))) {
            assertThat(response.statusLine().split(" ")[1], is(status));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/topics/%zz", "/topics/%", "/talk/a%4", "/%zz", "/topics?prefix=%", "topics", "?a", "host:80"})
    void aUrlThatCannotBeDecodedIsRefusedInWords(String url) throws IOException {
        try (var response = request("GET " + url, "Accept: text/event-stream\r\n\r\n")) {
            assertIsProblem(response, 400);
            assertThat(response.headers(), not(hasKey("connection")));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # method, path
        TRACE,    /topics/a
        TRACE,    /q/health
        CONNECT,  host:80
        CONNECT,  /talk
        BREW,     /talk
        BREW,     *
        get,      /topics
        PRI,      /
        """)
    void aMethodThatNothingHasIsNotImplemented(String method, String target) throws IOException {
        try (var response = request(method + " " + target, "\r\n")) {
            assertIsProblem(response, 501);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        POST,   /talk
        PATCH,  /
        DELETE, /index.html
        POST,   /page/clock.js
        POST,   /q/health
        DELETE, /q/health/ready
        """)
    void whatCanOnlyBeReadNamesItsMethods(String method, String path) throws IOException {
        try (var response = request(method + " " + path, "Content-Length: 0\r\n\r\n")) {
            assertIsProblem(response, 405);
            assertThat(response.headers().get("allow"), is("GET, HEAD, OPTIONS"));
        }
        try (var response = request("OPTIONS " + path, "\r\n")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 204"));
            assertThat(response.headers().get("allow"), is("GET, HEAD, OPTIONS"));
        }
        try (var response = request("HEAD " + path, "\r\n")) {
            assertThat(response.statusLine(), startsWith("HTTP/1.1 200"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PUT /topics/a    | DELETE, GET, HEAD, OPTIONS, POST
        PATCH /topics/a/ | DELETE, GET, HEAD, OPTIONS, POST
        DELETE /events   | GET, HEAD, OPTIONS, POST
        PUT /topics      | GET, HEAD, OPTIONS
        POST /topics     | GET, HEAD, OPTIONS
        """)
    void aMethodThatAPathOfTheHubDoesNotHaveIsRefusedWithThoseItHas(String methodAndPath, String allowed)
            throws IOException {
        try (var response = request(methodAndPath, "Content-Length: 1\r\n\r\nx")) {
            assertIsProblem(response, 405);
            assertThat(response.headers().get("allow"), is(allowed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", ";", "a/", "text/plain;charset=nonsense", "\u00e9"})
    void anEventIsPublishedWhateverItsContentTypeSays(String contentType) throws IOException {
        var rest = "Content-Type: " + contentType + "\r\nContent-Length: 1\r\n\r\nx";
        try (var response = request("POST /topics/unusual/type", rest)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?topic=", "?topic", "?topic=a&topic="})
    void anEmptyAlternateTopicIsRefused(String query) throws IOException {
        try (var response = request("POST /topics/unusual/alternate" + query, "Content-Length: 1\r\n\r\nx")) {
            assertIsProblem(response, 400);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, *, 404", "GET, *, 404", "PUT, /nope, 404"})
    void whatIsNowhereIsNotFound(String method, String target, int status) throws IOException {
        try (var response = request(method + " " + target, "Content-Length: 0\r\n\r\n")) {
            assertIsProblem(response, status);
        }
    }

    private static void assertIsProblem(RawResponse response, int status) throws IOException {
        assertThat(response.statusLine(), startsWith("HTTP/1.1 " + status + " "));
        assertThat(response.headers().get("content-type"), is("application/problem+json"));
        assertThat(JsonPath.from(response.body()).getInt("status"), is(status));
    }

    private RawResponse request(String methodAndTarget, String rest) throws IOException {
        var request = methodAndTarget + " HTTP/1.1\r\nHost: unusual\r\n" + rest;
        return RawResponse.raw(root, request.getBytes(UTF_8));
    }
}
