package io.tidings.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests over HTTP/2 with prior knowledge, frame by frame, since clients would mend their URLs.
@QuarkusTest
class Http2RequestsTest extends Http2Fixture {
    /// RFC 9113, 7.
    private static final byte[] ENHANCE_YOUR_CALM = {0, 0, 0, 11};

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # path           | answer
        /topics/{x}      | {"events":[
        /topics/\u00e9   | {"events":[
        //topics         | {"topics":[
        /topics/%zz      | {"type":"bad-request"
        topics           | {"type":"bad-request"
        /topics/a\u0001b | {"type":"invalid-pattern"
        """)
    void aUrlIsReadAsOverHttp1(String path, String answer) throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, request(path));

            assertThat(body(in), startsWith(answer));
        }
    }

    @Test
    void anotherRequestOnTheSameConnectionIsReadSoToo() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            for (int stream = 1; stream <= 5; stream += 2) {
                write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, stream, request("/topics/{x}"));
                assertThat(body(in), startsWith("{\"events\":["));
                write(socket, SETTINGS, 0, 0, new byte[0]);
            }
        }
    }

    /// What HTTP/1 sends behind a stream is thrown away, over HTTP/2 it is of other requests.
    @ParameterizedTest
    @ValueSource(strings = {"/talk", "/topics/stream"})
    void aRequestBesideAStreamIsRead(String path) throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, request(path, "text/event-stream"));
            next(in, DATA);
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 3, request("/topics"));

            assertThat("the head of its answer", next(in, HEADERS).length, is(not(0)));
        }
    }

    @Test
    void aRequestThatComesInSinglePiecesIsRead() throws IOException {
        try (var socket = connect()) {
            socket.setTcpNoDelay(true);
            var all = new ByteArrayOutputStream();
            all.writeBytes(PREFACE);
            all.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
            all.writeBytes(frame(HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, request("/topics")));
            for (var octet : all.toByteArray()) {
                socket.getOutputStream().write(octet);
            }

            assertThat(body(new DataInputStream(socket.getInputStream())), startsWith("{\"topics\":["));
        }
    }

    @Test
    void whatIsNotHttp2EndsTheConnection() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(PREFACE);
            socket.getOutputStream().write("nonsense, and more nonsense".getBytes(ISO_8859_1));

            var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer, containsString("First received frame was not SETTINGS"));
        }
    }

    @Test
    void aRequestToConnectIsReset() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var fields = new ByteArrayOutputStream();
            field(fields, ":method", "CONNECT");
            field(fields, ":authority", "tidings");
            write(socket, HEADERS, END_OF_HEADERS, 1, fields.toByteArray());

            assertThat(next(in, RESET), is(new byte[] {0, 0, 0, 1}));
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 3, request("/topics"));
            assertThat(body(in), startsWith("{\"topics\":["));
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var fields = new ByteArrayOutputStream();
            fields.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86});
            field(fields, ":authority", "tidings");
            field(fields, ":path", "/topics/a");
            field(fields, "content-length", "9000000");
            write(socket, HEADERS, END_OF_HEADERS, 1, fields.toByteArray());

            assertThat(body(in), containsString("\"status\":413"));
        }
    }

    @Test
    void aHeadOfMorePartsThanAnybodyNeedsIsReset() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var fields = new ByteArrayOutputStream();
            fields.writeBytes(request("/topics"));
            for (int i = 0; i < 10; i++) {
                field(fields, "cookie", ";".repeat(110));
            }
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, fields.toByteArray());

            assertThat(next(in, RESET), is(ENHANCE_YOUR_CALM));
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 3, request("/topics"));
            assertThat(body(in), startsWith("{\"topics\":["));
        }
    }

    @Test
    void aBodyThatIsReadMayComeInSmallPieces() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var fields = new ByteArrayOutputStream();
            fields.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86});
            field(fields, ":authority", "tidings");
            field(fields, ":path", "/topics/pieces");
            write(socket, HEADERS, END_OF_HEADERS, 1, fields.toByteArray());
            for (int i = 0; i < 1_000; i++) {
                write(socket, DATA, 0, 1, new byte[] {'x'});
            }
            write(socket, DATA, END_OF_STREAM, 1, new byte[] {'x'});

            assertThat(body(in), startsWith("{\"id\":"));
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 3, request("/topics/pieces"));
            assertThat(body(in), containsString("\"data\":\"" + "x".repeat(1_001) + "\""));
        }
    }

    @Test
    void aBodyThatIsShorterThanItSaysIsRefusedInWords() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var fields = new ByteArrayOutputStream();
            fields.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86});
            field(fields, ":authority", "tidings");
            field(fields, ":path", "/topics/short");
            field(fields, "content-length", "10");
            write(socket, HEADERS, END_OF_HEADERS, 1, fields.toByteArray());
            write(socket, DATA, END_OF_STREAM, 1, new byte[] {'x'});

            assertThat(body(in), startsWith("{\"type\":\"invalid-data\""));
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 3, request("/topics/short"));
            assertThat(body(in), containsString("{\"events\":[]"));
        }
    }

    /// The client may send more of it, so nothing of it is kept.
    @ParameterizedTest
    @ValueSource(strings = {"/talk", "/topics/bodies"})
    void aBodyBesideAnAnswerWithoutAnEndIsThrownAway(String path) throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            write(socket, HEADERS, END_OF_HEADERS, 1, request(path, "text/event-stream"));
            next(in, DATA);
            for (int i = 0; i < 4; i++) {
                write(socket, DATA, 0, 1, new byte[10_000]);
            }

            assertThat(next(in, WINDOW_UPDATE).length, is(4));
        }
    }
}
