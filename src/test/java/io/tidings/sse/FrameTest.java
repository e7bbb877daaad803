package io.tidings.sse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.EventType;
import io.tidings.event.Topic;
import io.tidings.event.TraceParent;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameTest {
    private static final TraceParent TRACE = new TraceParent("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");

    @ParameterizedTest
    @MethodSource("drafts")
    void aFrameCountsForItsEventAndForAllFormats(Draft draft) {
        var event = draft.keptAs(new EventId(Long.MAX_VALUE / 2_000_000, Long.MAX_VALUE));
        var frame = Frame.of(event);
        int counted = frame.size();
        int held = event.size();
        for (var format : NativeFormat.values()) {
            held += frame.bytes(format).length;
        }
        assertThat(counted, is(greaterThanOrEqualTo(held)));
        assertThat("what is counted too much", counted - held, is(lessThan(512 + held / 2)));
        assertThat("what is counted once it is encoded", frame.size(), is(counted));
    }

    static Stream<Draft> drafts() {
        return Stream.of("", "x", "text", "\"\\", "\n\r\t", "\0\1", "é€\uD83D\uDE00")
                .map(part -> part.repeat(2_000))
                .flatMap(data -> Stream.of(topics(1, "a"), topics(16, "\""), topics(16, "\\"), topics(16, "€"))
                        .map(topics -> new Draft(
                                topics,
                                Optional.of(new EventType("\"".repeat(256))),
                                Utf8.of(data),
                                OptionalLong.of(86_400_000),
                                Visibility.PRIVATE,
                                Optional.of(TRACE))));
    }

    private static List<Topic> topics(int count, String part) {
        return IntStream.range(0, count)
                .mapToObj(topic -> new Topic(topic + part.repeat(330)))
                .toList();
    }
}
