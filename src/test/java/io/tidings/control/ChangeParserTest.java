package io.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import io.tidings.event.InvalidEventException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a body that changes a stream says, and how little of one that says nothing is read.
class ChangeParserTest {
    private static final int MOST_PATTERNS = 3;
    private static final int LONGEST = 512 * 1024;

    @Test
    void eachPartIsRead() {
        assertThat(
                parse("{\"add\":[\"a\",\"b/*\"],\"remove\":[\"c\"],\"replay\":\"latest\"}"),
                is(new RequestedChange(List.of("a", "b/*"), List.of("c"), "latest")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            {}                            | none
            {"replay":null}               | none
            {"replay":"all"}              | all
            {"replay":{"after":"12-0"}}   | 12-0
            """)
    void eachPartMayBeLeftOut(String body, String replay) {
        assertThat(parse(body), is(new RequestedChange(List.of(), List.of(), replay)));
    }

    @Test
    void ofALongNameTheBeginningIsRepeated() {
        var detail = refusal("{\"" + "\\\"".repeat(10_000) + "\":1}");

        assertThat(detail, startsWith("The body has a field " + "\"".repeat(50) + "…, which"));
    }

    /// What follows is not even JSON.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [                              | The body is not a JSON object.
        "text"                         | The body is not a JSON object.
        {"added":[                     | The body has a field added, which means nothing here.
        {"add":{                       | The field add is not a list.
        {"remove":null                 | The field remove is not a list.
        {"add":[[                      | The field add has an element that is not a text.
        {"add":[1,                     | The field add has an element that is not a text.
        {"add":["a","b","c","d"        | The field add has more than 3 patterns.
        {"remove":["a","a","a",[       | The field remove has more than 3 patterns.
        {"replay":[                    | The member replay is neither
        {"replay":"some"               | The member replay is neither
        {"replay":{"until":[           | The member replay is neither
        {"replay":{"after":[           | The member replay is neither
        {"replay":{"after":"1-0","b":[ | The member replay is neither
        {"replay":{}                   | The member replay is neither
        """)
    void nothingIsReadBehindWhatMeansNothing(String beginning, String detail) {
        assertThat(refusal(beginning + " no JSON"), startsWith(detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"add\":[\"a\"]",
                "{\"add\":[\"a\"",
                "{\"add\":[\"a\"]} more",
                "{\"add\":[]}{}",
                "{\"add\":[],\"add\":[]}",
                "{\"replay\":{\"after\":\"1-0\"",
                "{\"replay\":{\"after\":\"1-0\",\"after\":\"1-0\"}}"
            })
    void aBodyThatIsNoJsonIsSaidToBeNone(String body) {
        assertThat(refusal(body), startsWith("The body is not JSON."));
    }

    @Test
    void whatIsAddedIsNotRemoved() {
        assertThat(
                refusal("{\"remove\":[\"b\",\"a\"],\"add\":[\"a\"]}"),
                startsWith("The body adds a pattern that it removes."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"add":[           | [],
        {"remove":[        | "a",
        {"add":[           | {"a":
        {"a":              | [
        {                  | "a":
        {"replay":{"after" | :[
        """)
    void aBodyTakesNoMoreMemoryThanWhatItMeans(String beginning, String repeated) {
        var body = (beginning + repeated.repeat((LONGEST - beginning.length()) / repeated.length())).getBytes(UTF_8);
        allocatedToRefuse(body);

        assertThat(allocatedToRefuse(body), is(lessThan(LONGEST / 4L)));
    }

    private static long allocatedToRefuse(byte[] body) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThrows(InvalidEventException.class, () -> ChangeParser.parse(body, MOST_PATTERNS));
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    private static String refusal(String body) {
        return assertThrows(InvalidEventException.class, () -> parse(body)).getMessage();
    }

    private static RequestedChange parse(String body) {
        return ChangeParser.parse(body.getBytes(UTF_8), MOST_PATTERNS);
    }
}
