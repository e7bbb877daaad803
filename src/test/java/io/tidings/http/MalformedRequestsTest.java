package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not HTTP/1.1 gets a problem and the end of its connection, and nothing of it or after it is carried out.
/// [MalformedRequestsIT] runs the same against the package.
@QuarkusTest
class MalformedRequestsTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern RESPONSE =
            Pattern.compile("(HTTP/1\\.1 .*?)\r\n\r\n(.*?)(?=HTTP/1\\.1 [1-5]|$)", Pattern.DOTALL);

    @TestHTTPResource("/")
    URI root;

    private final String topic = "malformed/" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # request, with ~ for CRLF and pictures of other control characters                         | status
        GET /topics HTTP/1.1~~                                                                      | 400
        GET /topics HTTP/1.1~Host: a~Host: a~~                                                      | 400
        GET /topics HTTP/1.0~Host: a~Host: b~~                                                      | 400
        GET /topics HTTP/1.1~Host: a b@/~~                                                          | 400
        GET /topics HTTP/1.1~Host: a:99999999~~                                                     | 400
        GET /topics/a b HTTP/1.1~Host: a~~                                                          | 400
        GET /topics~~                                                                               | 400
        GET /topics HTTP/1.1 ~Host: a~~                                                             | 400
        GE@T /topics HTTP/1.1~Host: a~~                                                             | 400
        nonsense~~                                                                                  | 400
        GET /topics HTTP/2.5~Host: a~~                                                              | 505
        GET /topics HTTP/1.2~Host: a~~                                                              | 505
        GET /topics http/1.1~Host: a~~                                                              | 505
        GET /topics TIDINGS/1.1~Host: a~~                                                           | 505
        GET /topics HTTP/1.1␊Host: a␊␊                                                              | 400
        GET /topics HTTP/1.1~Host: a~X: a␊Y: b~~                                                    | 400
        GET /topics HTTP/1.1~Host: a~X: a␍b~~                                                       | 400
        GET /topics HTTP/1.1~Host: a~X: a␀b~~                                                       | 400
        GET /topics HTTP/1.1~Host: a~X : a~~                                                        | 400
        GET /topics HTTP/1.1~Host: a~X a~~                                                          | 400
        GET /topics HTTP/1.1~Host: a~: a~~                                                          | 400
        GET /topics HTTP/1.1~Host: a~X(): a~~                                                       | 400
        GET /topics HTTP/1.1~ X: a~Host: a~~                                                        | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3~Content-Length: 4~~abcd                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3, 3~~abc                                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: -3~~abc                                     | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: +3~~abc                                     | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 99999999999999999999~~abc                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3~Transfer-Encoding: chunked~~0~~           | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~Content-Length: 3~~0~~           | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding:~ chunked~Content-Length: 3~~abc          | 400
        POST /topics/T HTTP/1.0~Host: a~Transfer-Encoding: chunked~~3~abc~0~~                       | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: gzip~~abc                                | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~3~abc~0~~                 | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked, gzip~~3~abc~0~~                 | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~  | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: xchunked~Content-Length: 3~~abc          | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: identity~Content-Length: 3~~abc          | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~abc~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~3~abcd~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~-3~abc~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~ffffffffffff~abc                | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~3~abc~0~nonsense~~              | 400
        """)
    void aMalformedRequestIsRefusedAndNothingAfterItIsCarriedOut(String request, int status) throws IOException {
        var next = "POST /topics/T HTTP/1.1~Host: a~Content-Length: 8~~smuggled";

        var answers = answers(request + next);

        var answer = RESPONSE.matcher(answers);
        assertThat(answers, answer.find());
        assertIsProblem(answer.group(1), answer.group(2), status);
        assertThat("one answer, but " + answers, !answer.find());
        given().accept("application/json").get("/topics/" + topic).then().body("events", empty());
    }

    @ParameterizedTest
    @CsvSource({"16500, 10, 414", "10, 21000, 431", "200000, 10, 414"})
    void aRequestThatIsTooLongIsRefusedInWords(int urlLength, int headerLength, int status) throws IOException {
        var url = "/" + "a".repeat(urlLength);
        var header = "X: " + "a".repeat(headerLength);

        var answer = RESPONSE.matcher(answers("GET " + url + " HTTP/1.1~Host: a~" + header + "~~"));

        assertThat("an answer", answer.find());
        assertIsProblem(answer.group(1), answer.group(2), status);
    }

    @ParameterizedTest
    @CsvSource({"1001, 0, 0", "0, 1001, 0", "0, 0, 257"})
    void aHeadOfMorePartsThanAnybodyNeedsIsRefusedInWords(int parameters, int cookies, int headers) throws IOException {
        var head = "GET /topics?" + "a&".repeat(parameters) + " HTTP/1.1~Host: a~Cookie: " + "a;".repeat(cookies) + "~"
                + "a: b~".repeat(headers) + "~";

        var answer = RESPONSE.matcher(answers(head));

        assertThat("an answer", answer.find());
        assertIsProblem(answer.group(1), answer.group(2), 431);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET /topics HTTP/1.1~~
        nonsense~~
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~
        """)
    void whatCameBeforeAMalformedRequestIsAnsweredFirst(String malformed) throws IOException {
        var before = "POST /topics/T HTTP/1.1~Host: a~Content-Length: 6~~before";

        var answers = RESPONSE.matcher(answers(before + before + malformed));

        assertThat("a first answer", answers.find());
        assertThat(answers.group(1), startsWith("HTTP/1.1 200 "));
        assertThat("a second answer", answers.find());
        assertThat(answers.group(1), startsWith("HTTP/1.1 200 "));
        assertThat("a refusal", answers.find());
        assertIsProblem(answers.group(1), answers.group(2), 400);
        given().accept("application/json").get("/topics/" + topic).then().body("events", hasSize(2));
    }

    @Test
    void whatComesAfterTheLastRequestOfAConnectionIsNotLookedAt() throws IOException {
        var answers = RESPONSE.matcher(answers("GET /topics HTTP/1.1~Host: a~Connection: close~~nonsense~~"));

        assertThat("an answer", answers.find());
        assertThat(answers.group(1), startsWith("HTTP/1.1 200 "));
        assertThat("no other", !answers.find());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Upgrade: h2c
        Upgrade: h2c~Connection: Upgrade, HTTP2-Settings
        Upgrade: h2c~Connection: Upgrade, HTTP2-Settings~HTTP2-Settings: !
        Upgrade: h2c~Connection: Upgrade, HTTP2-Settings~HTTP2-Settings: AAUAAAAA
        Upgrade: h2c~Connection: Upgrade, HTTP2-Settings~HTTP2-Settings: AAMAAABk~HTTP2-Settings: AAMAAABk
        Upgrade: h2c~Connection: Upgrade, HTTP2-Settings~HTTP2-Settings: AAMAAABkAAQAAP__
        Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13~Sec-WebSocket-Key: !
        """)
    void anUpgradeIsIgnored(String headers) throws IOException {
        var upgrade = "GET /topics HTTP/1.1~Host: a~Accept: application/json~" + headers + "~~";

        var answers = RESPONSE.matcher(answers(upgrade + "GET /topics HTTP/1.1~Host: a~Connection: close~~"));

        assertThat("an answer", answers.find());
        assertThat(answers.group(1), startsWith("HTTP/1.1 200 "));
        assertThat("another, for the connection goes on", answers.find());
    }

    /// The bodies are sent when the answer is there.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST /topics/a HTTP/1.1~Host: a~Content-Length: 9000000~~      | x
        PUT /talk HTTP/1.1~Host: a~Transfer-Encoding: chunked~~        | 3~abc~0~~
        FOO /topics/a HTTP/1.1~Host: a~Transfer-Encoding: chunked~~    | 0~~
        """)
    void anAnswerThatSaysCloseIsTheLast(String head, String body) throws IOException {
        try (var socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(60_000);
            var in = socket.getInputStream();
            socket.getOutputStream().write(head.replace("~", "\r\n").getBytes(ISO_8859_1));
            var first = new String(in.readNBytes(12), ISO_8859_1);
            assertThat(first, startsWith("HTTP/1.1 "));
            int times = body.equals("x") ? 9_000_000 : 1;
            socket.getOutputStream()
                    .write(body.replace("~", "\r\n").repeat(times).getBytes(ISO_8859_1));

            var rest = new String(in.readAllBytes(), ISO_8859_1);
            assertThat(rest.toLowerCase(Locale.ROOT), containsString("connection: close"));
        }
    }

    private static void assertIsProblem(String head, String body, int status) {
        assertThat(head, startsWith("HTTP/1.1 " + status + " "));
        assertThat(head, head.contains("\r\ncontent-type: application/problem+json"));
        assertThat(head, head.contains("\r\nconnection: close"));
        assertThat(head, head.contains("\r\ncontent-length: " + body.length()));
        var problem = JsonPath.from(body);
        assertThat(problem.getInt("status"), is(status));
        assertThat(problem.getString("type"), not(blankString()));
        assertThat(problem.getString("title"), not(blankString()));
        assertThat(problem.getString("detail"), not(blankString()));
    }

    /// All that is answered until the server closes the connection.
    private String answers(String request) throws IOException {
        var bytes = request.replace("T HTTP", topic + " HTTP")
                .replace("~", "\r\n")
                .replace("␊", "\n")
                .replace("␍", "\r")
                .replace("␀", "\0")
                .getBytes(ISO_8859_1);
        try (var socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
