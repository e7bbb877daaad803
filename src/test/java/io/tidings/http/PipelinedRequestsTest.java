package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several requests on one connection: each is answered in turn, up to the one that ends the connection.
/// [PipelinedRequestsIT] runs the same against the package.
@QuarkusTest
class PipelinedRequestsTest extends RawRequests {
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
            socket.setSoTimeout(PATIENCE_MILLIS);
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
}
