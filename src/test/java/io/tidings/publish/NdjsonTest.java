package io.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.InvalidEventException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with a line is said in words for its author.
class NdjsonTest {
    private static final String GOOD = "{\"topic\":\"a\",\"data\":1}\n";

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"topic\"", "{\"topic\":\"a\",\"data\":\"x", "{\"topic\":\"a\",\"data\":[1,"})
    void aTruncatedLineIsSaidToBeTruncated(String line) {
        assertThat(
                reason(GOOD + line),
                is("Line 2 ends within its JSON object: send each object whole, on a line of its own."));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
        nonsense                         | 1
        {"topic":"a",,}                  | 14
        {"topic":"a" "data":1}           | 14
        {"topic":"a","data":tru}         | 21
        {"topic":"a","data":[1}          | 23
        {"topic":"a","topic":"b"}        | 21
        {"topic":"a","data":"\\q"}       | 23
        """)
    void aMalformedLineIsSaidToBeMalformedFromWhere(String line, int from) {
        var prefix = "Line 1 is not a JSON object from byte ";

        assertThat(reason(line), startsWith(prefix));
        assertThat(reason(line).substring(prefix.length()), startsWith(from + " on: check quotes"));
    }

    @Test
    void aLineWithAnExcessIsSaidToHaveIt() {
        assertThat(
                reason("{\"topic\":\"a\",\"data\":" + "1".repeat(1_001) + "}"),
                startsWith("Line 1 has a number of more than 1,000 digits, "));
        assertThat(reason("{\"data\":" + "[".repeat(1_001)), startsWith("Line 1 has a number of more than"));
        assertThat(reason("{\"" + "a".repeat(50_001) + "\":1}"), startsWith("Line 1 has a number of more than"));
    }

    /// Each would take far more memory than its bytes.
    @Test
    void aLineWithFarMoreThanAnEventHasIsNotReadToItsEnd() {
        assertThat(
                reason(Stream.iterate(0, i -> i + 1)
                        .limit(10_001)
                        .map(i -> "\"" + i + "\"")
                        .collect(joining(",", "{\"topics\":[", "],\"data\":1}"))),
                startsWith("Line 1: There are more than 10000 topics"));
        assertThat(
                reason(Stream.iterate(0, i -> i + 1)
                        .limit(1_001)
                        .map(i -> "\"" + i + "\":1")
                        .collect(joining(",", "{", "}"))),
                startsWith("Line 1: The line has more than 1000 members"));
        assertThat(
                Ndjson.parse(
                                ("{\"topics\":[" + "\"a\",".repeat(20_000) + "\"b\"],\"data\":1}").getBytes(UTF_8),
                                _ -> {})
                        .getFirst()
                        .topics()
                        .size(),
                is(2));
    }

    private static String reason(String body) {
        return assertThrows(InvalidEventException.class, () -> Ndjson.parse(body.getBytes(UTF_8), _ -> {}))
                .getMessage();
    }
}
