package io.tidings.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.memory.Budget;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one connection of HTTP/2 may ask for, and that nothing of it is left when it is over.
@QuarkusTest
class Http2LimitsTest extends Http2Fixture {
    private static final int ANNOUNCED_STREAMS = 100;

    /// RFC 9113, 6.5.2.
    private static final String HUNDRED_STREAMS = "000300000064";

    private static final int ACKNOWLEDGED = 1;

    private static final int LONG_BODY = 16_000;

    /// RFC 9113, 7.
    private static final byte[] REFUSED_STREAM = {0, 0, 0, 7};

    private static final byte[] ENHANCE_YOUR_CALM = {0, 0, 0, 11};

    private static final byte[] CANCEL = {0, 0, 0, 8};

    private static final byte[] LARGEST_TABLE = {0, 1, -1, -1, -1, -1};

    /// To what the client offered, and to 4,096.
    private static final String UPDATES = "3fe0ffffff0f" + "3fe11f";

    private static final byte[] NO_HEADERS = {0, 6, 0, 0, 0, 0};

    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    @Inject
    Budget budget;

    private static byte[] requests(int count, String path) {
        var requests = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            requests.writeBytes(frame(HEADERS, END_OF_STREAM | END_OF_HEADERS, 2 * i + 1, request(path, "*/*")));
        }
        return requests.toByteArray();
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException _) {
            // reset
        }
    }

    @Test
    void noMoreStreamsAreOpenThanWereAnnounced() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            socket.getOutputStream().write(requests(ANNOUNCED_STREAMS + 1, "/topics/limit"));

            assertThat(next(in, RESET), is(REFUSED_STREAM));
            await(() -> openStreams() == ANNOUNCED_STREAMS);
        }
        await(() -> openStreams() == 0);
    }

    /// Vert.x fails at streams that it does not know when their connection breaks, and with them at the others.
    @ParameterizedTest
    @CsvSource({"CONNECT, 0", "GET, x", "G\u0001T, 0", "F O, 0"})
    void aConnectionThatBreaksBehindMalformedRequestsHoldsNothing(String method, String length) throws IOException {
        long before = budget.held();
        var malformed = new ByteArrayOutputStream();
        field(malformed, ":method", method);
        field(malformed, ":scheme", "http");
        field(malformed, ":path", "/q/metrics");
        field(malformed, ":authority", "tidings");
        field(malformed, "content-length", length);
        for (int i = 0; i < 20; i++) {
            try (var socket = connect()) {
                begin(socket);
                socket.getOutputStream().write(requests(10, "/q/metrics"));
                write(socket, HEADERS, END_OF_HEADERS, 21, malformed.toByteArray());
                write(socket, HEADERS, END_OF_HEADERS, 23, malformed.toByteArray());
                socket.setSoLinger(true, 0);
            }
        }
        await(() -> budget.held() <= before);
    }

    @Test
    void theFirstFrameTellsHowManyStreamsMayBeOpen() throws IOException {
        try (var socket = connect()) {
            var first = Frame.read(begin(socket));

            assertThat(first.type(), is(SETTINGS));
            assertThat(HexFormat.of().formatHex(first.payload()), containsString(HUNDRED_STREAMS));
        }
    }

    @Test
    void aClientThatHasAgreedMayOpenNoMoreEither() throws IOException {
        try (var socket = connect()) {
            var in = begin(socket);
            write(socket, SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
            socket.getOutputStream().write(requests(ANNOUNCED_STREAMS + 1, "/topics/limit"));

            assertThat(next(in, RESET), is(REFUSED_STREAM));
            await(() -> openStreams() == ANNOUNCED_STREAMS);
        }
        await(() -> openStreams() == 0);
    }

    /// RFC 7541, 6.3: the size of the table is told at the beginning of a head. The encoder uses the last one.
    @Test
    void noMoreHeaderFieldsOfAnswersAreRememberedThanByDefault() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(PREFACE);
            write(socket, SETTINGS, 0, 0, LARGEST_TABLE);
            socket.getOutputStream().write(requests(1, "/nothing"));

            var head = next(new DataInputStream(socket.getInputStream()), HEADERS);
            assertThat(HexFormat.of().formatHex(head), containsString(UPDATES));
        }
    }

    /// RFC 9113, 10.5. Those of a client that measures its network come a few times.
    @Test
    void aConnectionWhoseSettingsChangeAgainAndAgainEnds() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(PREFACE);
            var in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < 500; i++) {
                write(socket, SETTINGS, 0, 0, LARGEST_TABLE);
            }
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, request("/nothing", "*/*"));
            next(in, HEADERS);

            for (int i = 0; i < 600; i++) {
                write(socket, SETTINGS, 0, 0, LARGEST_TABLE);
            }
            assertThat(Arrays.copyOfRange(next(in, GO_AWAY), 4, 8), is(ENHANCE_YOUR_CALM));
        } catch (SocketException e) {
            throw new AssertionError("reset before it was told why", e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatEndsAmongRefusedStreamsLeavesNoneOpen(boolean hasAgreed) throws IOException {
        try (var socket = connect()) {
            begin(socket);
            if (hasAgreed) {
                write(socket, SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
            }
            socket.getOutputStream().write(requests(2_000, "/topics/limit"));

            readToTheEnd(socket);
        }
        await(() -> openStreams() == 0);
    }

    /// The head of each answer fails while it is written.
    @Test
    void aClientThatTakesNoHeadersKeepsNoPlace() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(PREFACE);
            write(socket, SETTINGS, 0, 0, NO_HEADERS);
            socket.getOutputStream().write(requests(ANNOUNCED_STREAMS, "/topics/limit"));
            var in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < ANNOUNCED_STREAMS; i++) {
                next(in, RESET);
            }
        }
        await(() -> openStreams() == 0);
    }

    /// The clock is written by Quarkus, which has to be told that such a client is gone.
    @Test
    void aClientThatLeavesBeforeTheClockBeginsKeepsNoPlace() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (var socket = connect()) {
                var all = new ByteArrayOutputStream();
                all.writeBytes(PREFACE);
                all.writeBytes(frame(SETTINGS, 0, 0, NO_WINDOW));
                for (int stream = 1; stream < 20; stream += 2) {
                    all.writeBytes(frame(HEADERS, END_OF_STREAM | END_OF_HEADERS, stream, request("/talk", "*/*")));
                    all.writeBytes(frame(RESET, 0, stream, CANCEL));
                }
                socket.getOutputStream().write(all.toByteArray());
                socket.shutdownOutput();
                readToTheEnd(socket);
            }
        }
        await(() -> openStreams() == 0);
    }

    /// It is reset in the middle of its body.
    @Test
    void aRequestWithTooManyTrailersHoldsNothing() throws IOException {
        long before = budget.held();
        try (var socket = connect()) {
            var in = begin(socket);
            var head = new ByteArrayOutputStream();
            head.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86});
            field(head, ":authority", "tidings");
            field(head, ":path", "/topics/trailers");
            write(socket, HEADERS, END_OF_HEADERS, 1, head.toByteArray());
            write(socket, DATA, 0, 1, new byte[LONG_BODY]);
            await(() -> budget.held() - before >= LONG_BODY);
            var trailers = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                field(trailers, "cookie", ";".repeat(110));
            }
            write(socket, HEADERS, END_OF_STREAM | END_OF_HEADERS, 1, trailers.toByteArray());

            assertThat(next(in, RESET), is(ENHANCE_YOUR_CALM));
        }
        await(() -> budget.held() <= before);
    }
}
