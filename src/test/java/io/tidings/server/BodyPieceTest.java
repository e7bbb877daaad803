package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a piece of a body ends, for the decoder.
class BodyPieceTest {
    @ParameterizedTest
    @CsvSource({
        "x, 1, 1",
        "x, 8192, 8192",
        "x, 20000, 8192",
        "^x, 1, 1",
        "ab^c, 5, 19",
        "^, 64, 64",
        "^, 65, 64",
        "1~x~, 32, 192",
        "1~x~, 33, 194",
        "1~^~, 1000, 129",
        "a line of text^, 1000, 974"
    })
    void hasFewLines(String text, int times, int length) {
        var body = text.replace("~", "\r\n").replace("^", "\n").repeat(times);
        var bytes = Unpooled.copiedBuffer("\n\n" + body, StandardCharsets.US_ASCII);

        assertEquals(length, BodyPiece.length(bytes.skipBytes(2)));
    }
}
