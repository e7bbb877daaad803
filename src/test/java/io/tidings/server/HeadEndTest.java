package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the first head ends.
class HeadEndTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1~~                 | 18
            GET / HTTP/1.1~~GET / HTTP/1.1~~ | 18
            GET / HTTP/1.1~Host: a~~GET      | 27
            G /^^G /^^                       | 5
            ~GET / HTTP/1.1~~                | 20
            ^^GET / HTTP/1.1~~GET            | 20
            ^^GET                            | 5
            ~~~^                             | 7
            GET / HTTP/1.1~Host: a~          | 25
            GET / HT                         | 8
            ''                               | 0
            """)
    void isBehindTheFirstEmptyLine(String text, int length) {
        var bytes = text.replace("~", "\r\n").replace("^", "\n").getBytes(US_ASCII);

        assertEquals(length, HeadEnd.length(Unpooled.wrappedBuffer(bytes), 1_000, false));
        assertEquals(
                length,
                HeadEnd.length(
                        Unpooled.wrappedBuffer("\n\n".getBytes(US_ASCII), bytes).skipBytes(2), 1_000, false));
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "18, 18", "19, 18", "1, 1"})
    void isNoFurtherThanWanted(int most, int length) {
        var bytes = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\nGET", US_ASCII);

        assertEquals(length, HeadEnd.length(bytes, most, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ~body            | 2
            ^~body           | 1
            Host: a~~body    | 11
            Host: a~~~body   | 11
            """)
    void withinAHeadAnEmptyLineIsItsEnd(String text, int length) {
        var bytes = text.replace("~", "\r\n").replace("^", "\n").getBytes(US_ASCII);

        assertEquals(length, HeadEnd.length(Unpooled.wrappedBuffer(bytes), 1_000, true));
    }
}
