package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.channel.ChannelHandler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The decoder's buffer becomes as long as the longest line, and never shorter: one with a large buffer does not stay
/// in a connection that waits for its next request.
class RenewedDecoderTest extends IntakeFixture {
    private static final String CHUNKED = "POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LONG = "x".repeat(3_900);

    private ChannelHandler decoder() {
        return channel.pipeline().get("httpDecoder");
    }

    private ChannelHandler decoderAfterARequest() {
        server.answersAtOnce = true;
        send("GET /0 HTTP/1.1\r\n\r\n");
        return decoder();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /1?" + "@ HTTP/1.1\r\n\r\n",
                "GET /1 HTTP/1.1\r\na: @\r\n\r\n",
                CHUNKED + "0\r\na: @\r\n\r\n",
                CHUNKED + "0\r\na: b\r\n @\r\n\r\n",
                CHUNKED + "5\r\nhello\r\n0\r\na: @\r\n\r\n"
            })
    void aDecoderThatReadALongLineIsReplaced(String request) {
        var before = decoderAfterARequest();

        send(request.replace("@", LONG));
        assertNotSame(before, decoder());
        send("GET /2 HTTP/1.1\r\n\r\n");

        assertEquals(0, server.invalid);
        assertEquals("/2", server.requests.getLast());
        assertEquals(3, server.bodies.size());
    }

    @Test
    void aDecoderThatReadShortLinesStays() {
        var before = decoderAfterARequest();

        send("GET /1 HTTP/1.1\r\n" + ("a: " + "b".repeat(900) + "\r\n").repeat(5) + "\r\n");
        send(CHUNKED + "1f40\r\n" + "x".repeat(8_000) + "\r\n0\r\n\r\n");

        assertSame(before, decoder());
        assertEquals(List.of(0, 0, 8_000), server.bodies);
    }

    /// However the request is cut, and whatever is behind it.
    @Test
    void noRequestBehindALongLineIsLost() {
        var before = decoderAfterARequest();
        var first = "GET /1 HTTP/1.1\r\na: " + LONG + "\r\n\r\n";
        var text = first + CHUNKED + "2\r\nab\r\n0\r\n\r\n" + first;
        int requests = 1;
        for (int cut = 3_800; cut < text.length(); cut += 11, requests += 3) {
            send(text.substring(0, cut));
            channel.runPendingTasks();
            send(text.substring(cut));
            channel.runPendingTasks();
        }

        assertEquals(0, server.invalid);
        assertEquals(requests, server.bodies.size());
        assertNotSame(before, decoder());
    }
}
