package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tidings.RawResponse;
import io.tidings.log.Told;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Requests in which some bytes are others: what comes back is HTTP, each refusal is a problem, and the log stays
/// quiet.
@QuarkusTest
class RawFuzzTest {
    /// Few in the build; `-Dtidings.test.fuzz-requests=20000 -Dtidings.test.fuzz-seed=7` goes further.
    private static final int REQUESTS = Integer.getInteger("tidings.test.fuzz-requests", 300);

    private static final long SEED = Long.getLong("tidings.test.fuzz-seed", 12);

    /// Satisfies any length that a few changed bytes can make of a small one, and ends every line.
    private static final String PADDING = "\r\n".repeat(20_000);

    private static final List<String> REQUEST_LINES = List.of(
            "GET /topics/fuzz/a?limit=5 HTTP/1.1",
            "GET /events?topic=fuzz/*&since=PT1M HTTP/1.1",
            "HEAD /topics HTTP/1.1",
            "POST /topics/fuzz/%C3%A9?type=t&topic=b HTTP/1.1",
            "POST /events HTTP/1.1",
            "DELETE /topics/fuzz/a HTTP/1.1",
            "PUT /talk HTTP/1.0",
            "OPTIONS * HTTP/1.1");
    private static final List<String> HEADERS = List.of(
            "Accept: application/json",
            "Accept: text/event-stream",
            "Connection: keep-alive",
            "Upgrade: h2c",
            "Expect: nothing",
            "Content-Type: application/json",
            "Content-Length: 4",
            "Transfer-Encoding: chunked",
            "Last-Event-ID: 1-1",
            "Cookie: a=b; c");
    private static final List<String> BODIES =
            List.of("3\r\nabc\r\n0\r\n\r\n", "{\"topic\":\"fuzz/a\",\"data\":1}", "");
    private static final List<String> SPLINTERS = List.of(
            "\r\n", "\r", "\n", "\0", " ", "\t", ":", "%", "/", "//", "\u00ff", "\u00c3", "{", "\u007f", ",", ";",
            "HTTP/");
    private static final Set<Integer> NOT_OUR_FAULT = Set.of(501, 505);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d) .*");

    @TestHTTPResource("/")
    URI root;

    private final Random random = new Random(SEED);

    @Test
    void eachAnswerIsHttpEachRefusalAProblemAndNothingIsLogged() throws IOException {
        try (var warnings = Told.warnings()) {
            for (int i = 0; i < REQUESTS; i++) {
                check(mutated(request()));
            }
            assertThat(warnings.lines(), empty());
        }
        given().body("well").post("/topics/after-the-raw-fuzz").then().statusCode(200);
    }

    private void check(String request) throws IOException {
        try (var response = RawResponse.raw(root, (request + PADDING).getBytes(ISO_8859_1))) {
            var statusLine = STATUS_LINE.matcher(response.statusLine());
            assertThat(request + " got " + response.statusLine(), statusLine.matches());
            int status = Integer.parseInt(statusLine.group(1));
            assertThat(request + " got " + status, status < 500 || NOT_OUR_FAULT.contains(status));
            if (status >= 400 && !request.contains("HEAD")) {
                assertIsProblem(request, status, response);
            }
        } catch (IOException e) {
            throw new IOException("after " + request, e);
        }
    }

    private static void assertIsProblem(String request, int status, RawResponse response) throws IOException {
        assertThat(request, response.headers().get("content-type"), is("application/problem+json"));
        var problem = JsonPath.from(response.body());
        assertThat(request, problem.getInt("status"), is(status));
        for (var member : List.of("type", "title", "detail")) {
            assertThat(request, !problem.getString(member).isBlank());
        }
    }

    private String request() {
        var request = new StringBuilder(pick(REQUEST_LINES)).append("\r\nHost: fuzz:80\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append(pick(HEADERS)).append("\r\n");
        }
        return request.append("\r\n").append(pick(BODIES)).toString();
    }

    /// Replaces, inserts or takes out up to three pieces.
    private String mutated(String request) {
        var mutant = new StringBuilder(request);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutant.length());
            int cut = Math.min(at + random.nextInt(3), mutant.length());
            var piece = random.nextInt(3) == 0 ? String.valueOf((char) random.nextInt(256)) : pick(SPLINTERS);
            mutant.replace(at, cut, random.nextInt(4) == 0 ? "" : piece);
        }
        return mutant.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
