package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies in chunks, which a proxy in front of the hub may read in another way than Netty does.
class ChunkSizesTest extends IntakeFixture {
    private static final String HEAD = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    private void sendInPieces(String text, int length) {
        for (int from = 0; from < text.length(); from += length) {
            send(text.substring(from, Math.min(text.length(), from + length)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "0000000000005\r\nhello\r\n000\r\n\r\n",
                "5;name=\"\u00e9\"\r\nhello\r\n0\r\n\r\n",
                "5;name=value;other=\"a b\"\r\nhello\r\n0;last\r\n\r\n",
                "5;name=\"a\\\"b\\\\\"\r\nhello\r\n0\r\n\r\n",
                "1\r\nh\r\n1\r\n5\r\n1\r\n\n\r\n2\r\n\r\n\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\nsize: 9 9\r\nother: x\r\n\r\n"
            })
    void aBodyIsReadHoweverItArrives(String body) {
        server.answersAtOnce = true;
        for (int length = 1; length <= body.length(); length++) {
            sendInPieces(HEAD + body, length);
            sendInPieces(HEAD + body + HEAD + body, length);
        }

        assertEquals(0, server.invalid);
        assertEquals(List.of(5), server.bodies.stream().distinct().toList());
        assertEquals(3 * body.length(), server.bodies.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100000005\r\nhello\r\n0\r\n\r\n",
                "100000000\r\n\r\n",
                "5 6\r\nhello\r\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "5\0\r\nhello\r\n0\r\n\r\n",
                "5;a\rb\r\nhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "\r5\r\nhello\r\n0\r\n\r\n",
                "\r\n5\r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                ";a\r\nhello\r\n0\r\n\r\n",
                "5;a=\"\r\nhello\r\n0\r\n\r\n",
                "5;a=\"\\\"\r\nhello\r\n0\r\n\r\n"
            })
    void aSizeThatIsNotWellFormedIsNoSize(String body) {
        server.answersAtOnce = true;
        sendInPieces(HEAD + body, 1);

        assertEquals(1, server.invalid);
        assertEquals(List.of(0), server.bodies);
    }

    /// A server ought to limit extensions (RFC 9112, 7.1.1).
    @ParameterizedTest
    @CsvSource({"1000, 0", "1100, 1"})
    void anExtensionIsLimited(int length, int invalid) {
        send(HEAD + "5;" + "x".repeat(length) + "\r\nhello\r\n0\r\n\r\n");

        assertEquals(invalid, server.invalid);
    }
}
