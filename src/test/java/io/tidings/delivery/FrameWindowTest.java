package io.tidings.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.sse.Frame;
import io.tidings.sse.NativeFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameWindowTest {
    private static final int MAX_BYTES = 1024 * 1024;

    @Test
    void theFramesOfAWindowTakeNoMoreThanItsLimitWhateverTheirFormat() {
        var window = new FrameWindow(new WindowLimits(10_000, MAX_BYTES), EventId.ZERO);
        for (int i = 1; i <= 1_000; i++) {
            window.add(Frame.of(withLongNames().keptAs(new EventId(i, 0))));
            window.get(window.end() - 1).bytes(NativeFormat.ENVELOPE);
        }
        int held = 0;
        for (long index = window.indexAfter(EventId.ZERO); index < window.end(); index++) {
            held += window.get(index).bytes(NativeFormat.ENVELOPE).length;
        }
        assertThat(held, is(lessThan(MAX_BYTES)));
    }

    private static Draft withLongNames() {
        var topics = IntStream.range(0, 16)
                .mapToObj(topic -> new Topic(topic + "\"".repeat(1_000)))
                .toList();
        return new Draft(topics, Optional.empty(), Utf8.of("x"), OptionalLong.empty());
    }
}
