package io.tidings.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A client of HTTP/2 with prior knowledge that writes frames (RFC 9113, 4.1).
abstract class Http2Fixture {
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_OF_STREAM = 1;
    static final int END_OF_HEADERS = 4;
    static final int PATIENCE_MILLIS = 60_000;

    @TestHTTPResource("/")
    URI root;

    Socket connect() throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static DataInputStream begin(Socket socket) throws IOException {
        socket.getOutputStream().write(PREFACE);
        write(socket, SETTINGS, 0, 0, new byte[0]);
        return new DataInputStream(socket.getInputStream());
    }

    static void write(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(type, flags, stream, payload));
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            0,
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            0,
            0,
            (byte) (stream >> 8),
            (byte) stream
        });
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /// The header fields of a GET, none of them compressed (RFC 7541, 6.2.2).
    static byte[] request(String path) {
        return request(path, "application/json");
    }

    static byte[] request(String path, String accept) {
        var fields = new ByteArrayOutputStream();
        fields.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86});
        field(fields, ":authority", "tidings");
        field(fields, ":path", path);
        field(fields, "accept", accept);
        return fields.toByteArray();
    }

    static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        for (var text : new String[] {name, value}) {
            fields.write(text.getBytes(UTF_8).length);
            fields.writeBytes(text.getBytes(UTF_8));
        }
    }

    static int openStreams() {
        return given().get("/q/health/well").path("checks.find { it.name == 'streams' }.data.open");
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat("it never came true", System.nanoTime() - end < 0);
        }
    }

    /// The payload of the next frame of a type.
    static byte[] next(DataInputStream in, int wanted) throws IOException {
        for (var frame = Frame.read(in); ; frame = Frame.read(in)) {
            if (frame.type == wanted) {
                return frame.payload;
            }
        }
    }

    /// What the data frames of the next response have.
    static String body(DataInputStream in) throws IOException {
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
    record Frame(int type, int flags, byte[] payload) {
        static Frame read(DataInputStream in) throws IOException {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            return new Frame(type, flags, in.readNBytes(length));
        }
    }
}
