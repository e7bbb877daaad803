package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.RawResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Nonsense at every door: each request is answered, none with a 5xx, and only what was answered with a 200 is stored.
@QuarkusTest
class FuzzTest {
    private static final int REQUESTS = 3_000;
    private static final List<String> PIECES = List.of(
            "fuzz",
            "/",
            "//",
            "%2F",
            "%00",
            "%0A",
            "%FF",
            "%C3%A9",
            "%F0%9F%98%80",
            "%ED%A0%80",
            "*",
            "**",
            "..",
            ".",
            "%",
            "%G1",
            "+",
            "a",
            "?",
            "&",
            "=",
            ";",
            "topic=",
            "type=",
            "retry=",
            "replay=all",
            "after=",
            "since=PT1M",
            "1-1",
            "limit=5",
            "envelope=true",
            "[",
            "{",
            "|",
            "\\",
            "~",
            "'");
    private static final List<String> BODIES = List.of(
            "",
            "x",
            "{",
            "{}",
            "[]",
            "null",
            "{\"topic\":\"a\"}",
            "{\"topics\":[1],\"data\":1}",
            "\n\n\n",
            "\u00ff\u00fe",
            "\0",
            "{\"topic\":\"a\",\"data\":{\"a\":[[[[[[[[]]]]]]]]}",
            "{\"data\":\"\\ud800\",\"topic\":\"a\"}");
    private static final List<String> HEADERS = List.of(
            "Accept: text/event-stream",
            "Accept: application/json",
            "Accept: ;;;q=x",
            "Accept: */*;q=0",
            "Accept: a/b;c=\"",
            "Accept: a/b;q=NaN, c/d;=, /",
            "Last-Event-ID: 1-1",
            "Last-Event-ID: \u00e9",
            "Last-Event-ID: 99999999999999999999-1",
            "Idempotency-Key: ",
            "Idempotency-Key: k",
            "Content-Type: application/x-ndjson",
            "Content-Type: ;",
            "Content-Type: multipart/form-data",
            "Authorization: Bearer",
            "Cookie: tidings_token",
            "Range: bytes=0-1",
            "Expect: 100-continue");

    @TestHTTPResource("/")
    URI root;

    private final Random random = new Random(11);

    @Test
    void nonsenseIsRefusedAndDoesNoHarm() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            var request = request();
            try (var response = RawResponse.raw(root, request.getBytes(ISO_8859_1))) {
                int status = Integer.parseInt(response.statusLine().split(" ", -1)[1]);
                assertThat(request + " was answered with " + response.statusLine(), status, lessThan(500));
            }
        }
        given().body("well").post("/topics/after-the-fuzz").then().statusCode(200);
        given().accept("application/json").get("/topics/after-the-fuzz").then().body("events[-1].data", is("well"));
    }

    private String request() {
        var method = pick(List.of("GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH"));
        var path = new StringBuilder(pick(List.of("/topics/", "/events", "/topics", "/talk", "/")));
        for (int i = random.nextInt(8); i > 0; i--) {
            path.append(pick(PIECES));
        }
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: fuzz\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(pick(HEADERS)).append("\r\n");
        }
        var body = method.equals("POST") ? pick(BODIES) : "";
        return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
