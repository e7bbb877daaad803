package io.tidings.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests over HTTP/2 with prior knowledge, frame by frame (RFC 9113, 4.1), since clients would mend their URLs.
@QuarkusTest
class Http2RequestsTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_OF_STREAM = 1;
    private static final int END_OF_HEADERS = 4;
    private static final int PATIENCE_MILLIS = 60_000;

    /// RFC 9113, 7.
    private static final byte[] ENHANCE_YOUR_CALM = {0, 0, 0, 11};

    @TestHTTPResource("/")
    URI root;

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
    void aBodyThatNobodyReadsMayNot() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            var frames = new ByteArrayOutputStream();
            frames.writeBytes(frame(HEADERS, END_OF_HEADERS, 1, request("/page/app.js")));
            for (int i = 0; i < 100; i++) {
                frames.writeBytes(frame(DATA, 0, 1, new byte[] {'x'}));
            }
            // At once: the answer, which ends the request, must not come in between.
            socket.getOutputStream().write(frames.toByteArray());

            assertThat(next(in, RESET), is(ENHANCE_YOUR_CALM));
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static DataInputStream begin(Socket socket) throws IOException {
        socket.getOutputStream().write(PREFACE);
        write(socket, SETTINGS, 0, 0, new byte[0]);
        return new DataInputStream(socket.getInputStream());
    }

    private static void write(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(type, flags, stream, payload));
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream
        });
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /// The header fields of a GET, none of them compressed (RFC 7541, 6.2.2).
    private static byte[] request(String path) {
        var fields = new ByteArrayOutputStream();
        fields.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86});
        field(fields, ":authority", "tidings");
        field(fields, ":path", path);
        field(fields, "accept", "application/json");
        return fields.toByteArray();
    }

    private static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        for (var text : new String[] {name, value}) {
            fields.write(text.getBytes(UTF_8).length);
            fields.writeBytes(text.getBytes(UTF_8));
        }
    }

    /// The payload of the next frame of a type.
    private static byte[] next(DataInputStream in, int wanted) throws IOException {
        for (var frame = Frame.read(in); ; frame = Frame.read(in)) {
            if (frame.type == wanted) {
                return frame.payload;
            }
        }
    }

    /// What the data frames of the next response have.
    private static String body(DataInputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var frame = Frame.read(in);
            assertThat(new String(frame.payload, ISO_8859_1), frame.type == GO_AWAY, is(false));
            if (frame.type == DATA) {
                body.writeBytes(frame.payload);
            }
            if ((frame.type == DATA || frame.type == HEADERS) && (frame.flags & END_OF_STREAM) != 0) {
                return body.toString(UTF_8);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Frame(int type, int flags, byte[] payload) {
        static Frame read(DataInputStream in) throws IOException {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            return new Frame(type, flags, in.readNBytes(length));
        }
    }
}
