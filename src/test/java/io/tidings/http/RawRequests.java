package io.tidings.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;

/// Bytes sent on a connection, and what comes back until the server closes it.
abstract class RawRequests {
    static final int PATIENCE_MILLIS = 60_000;

    /// Its groups are the head and the body of an answer.
    static final Pattern RESPONSE =
            Pattern.compile("(HTTP/1\\.1 .*?)\r\n\r\n(.*?)(?=HTTP/1\\.1 [1-5]|$)", Pattern.DOTALL);

    @TestHTTPResource("/")
    URI root;

    final String topic = "raw/" + UUID.randomUUID();

    static void assertIsProblem(String head, String body, int status) {
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

    /// All that is answered until the server closes the connection. In a request, `~` stands for CRLF,
    /// `/topics/T` for the topic of this test, and pictures of control characters for these.
    String answers(String request) throws IOException {
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
