package io.tidings.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.InvalidEventException;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.sse.EventStreamParser.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeFormatTest {
    private static final EventId ID = new EventId(1795340982123L, 7);

    @Test
    void aFullEventHasAFieldALine() {
        var event = new Draft(
                        List.of(new Topic("t")),
                        Optional.of(new EventType("greeting")),
                        Utf8.of("one\ntwo"),
                        OptionalLong.of(3000))
                .keptAs(ID);
        assertEquals(
                "id: 1795340982123-7\nevent: greeting\nretry: 3000\ndata: one\ndata: two\n\n",
                new String(NativeFormat.PLAIN.event(event), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " leading space",
                "  two",
                "\n",
                "\r",
                "\r\n",
                "\n\n",
                "\n\r",
                "a\rb\nc\r\nd",
                "trailing\n",
                ": comment?",
                "id: 9\nevent: injected\n\ndata: x",
                "\0",
                "\u2028\u2029\u0085",
                "\uFEFFbom",
                "\uD83D\uDE00"
            })
    void dataArrivesAsAParserOfTheStandardMustSeeIt(String data) {
        assertArrives(data);
    }

    @Test
    void anyDataArrives() {
        var random = new Random(42);
        var alphabet = "ab :\n\r\0\t\u00e9\u2028\uFEFFdata:id:event:";
        for (int i = 0; i < 20_000; i++) {
            var data = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());
            assertArrives(data);
        }
    }

    @Test
    void anEnvelopeIsOneLineWhateverTheData() {
        var event = Draft.of("a/\"b\"", "x\r\n\u2028\"\\\u0001").keptAs(ID);
        var messages = EventStreamParser.parse(new String(NativeFormat.ENVELOPE.event(event), UTF_8));
        assertEquals(
                "{\"id\":\"1795340982123-7\",\"time\":\"2026-11-22T09:49:42.123Z\",\"topics\":[\"a/\\\"b\\\"\"],"
                        + "\"type\":null,\"data\":\"x\\r\\n\u2028\\\"\\\\\\u0001\"}",
                messages.getFirst().data());
    }

    @Test
    void anEnvelopeHasAnyData() {
        var random = new Random(42);
        var alphabet = "ab\"\\\n\r\t\0\u0001\u001f\u007f\u00e9\u2028\uFEFF/";
        for (int i = 0; i < 20_000; i++) {
            var data = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());
            var event = Draft.of("t", data).keptAs(ID);

            var messages = EventStreamParser.parse(new String(NativeFormat.ENVELOPE.event(event), UTF_8));

            assertEquals(data, new JsonObject(messages.getFirst().data()).getString("data"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "\u0001", "\"", "\u00e9"})
    void whatIsCountedForAFrameIsAsMuchAsItsBytesInBothFormatsAndItsEvent(String data) {
        var event = Draft.of("t", data.repeat(10_000)).keptAs(ID);
        var frame = Frame.of(event);

        int bytes = event.data().length()
                + frame.bytes(NativeFormat.PLAIN).length
                + frame.bytes(NativeFormat.ENVELOPE).length;

        assertTrue(frame.size() >= bytes, frame.size() + " for " + bytes);
    }

    @Test
    void aGapIsAnEventWithoutAnId() {
        var gap = EventStreamWriter.bytesOf(out -> NativeFormat.PLAIN.writeGap(new EventId(5, 1), ID, out));
        var stream = new String(gap, UTF_8);
        assertEquals(
                List.of(new Message("tidings:gap", "{\"after\":\"5-1\",\"resumes\":\"1795340982123-7\"}", "")),
                EventStreamParser.parse(stream));
    }

    @Test
    void aCommentIsSeenByNobody() {
        assertEquals(":\n", new String(EventStreamWriter.COMMENT, UTF_8));
    }

    @Test
    void aCursorIsAnEventWithATypeAndData() {
        var stream = new String(NativeFormat.PLAIN.cursor(ID), UTF_8);
        assertEquals(List.of(new Message("tidings:cursor", "{}", ID.toString())), EventStreamParser.parse(stream));
    }

    @Test
    void theLastWordsAreTheCursorAndWhenToComeBack() {
        var stream = new String(NativeFormat.PLAIN.farewell(1234, Optional.of(ID)), UTF_8);
        var parser = new EventStreamParser();
        assertEquals(List.of(new Message("tidings:cursor", "{}", ID.toString())), parser.take(stream));
        assertEquals(Optional.of(Duration.ofMillis(1234)), parser.reconnectionTime());
    }

    @Test
    void whereNoPositionIsKnownTheLastWordsAreNoEventForAnyClient() {
        assertEquals("retry: 1234\n", new String(NativeFormat.PLAIN.farewell(1234, Optional.empty()), UTF_8));
    }

    @Test
    void aRefusalIsAReasonAndWhenToTryAgain() {
        assertEquals(
                ": Too Many Requests\nretry: 1234\n",
                new String(EventStreamWriter.refusal("Too Many Requests", 1234), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0", "", "tidings:gap", "\u2028", " a"})
    void noTypeCanBreakALineOrPassForTheHubs(String type) {
        assertThrows(InvalidEventException.class, () -> EventType.ofPublisher(type));
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThrows(InvalidEventException.class, () -> Utf8.of("\uD83D"));
        assertThrows(InvalidEventException.class, () -> Utf8.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD}));
    }

    /// The standard makes every line break a LF.
    private static void assertArrives(String data) {
        var event = Draft.of("t", data).keptAs(ID);
        var stream = new String(NativeFormat.PLAIN.event(event), UTF_8);
        var expected = data.replace("\r\n", "\n").replace('\r', '\n');
        assertEquals(List.of(new Message("message", expected, ID.toString())), EventStreamParser.parse(stream));
    }
}
