package io.tidings.presence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.delivery.Subscriber;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.telemetry.StreamEnd;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which streams count where.
class PresentStreamsTest {
    private final PresentStreams streams = new PresentStreams(new PresentTopics(Patterns.of("chat/**", "**")));

    private List<String> taken() {
        return streams.take(100).stream()
                .map(count -> count.key().text().replace('\n', ' ') + " " + count.streams())
                .toList();
    }

    @Test
    void aStreamCountsOnTheTopicsThatItNames() {
        streams.opened(OneStream.by("ann", "chat/1", "chat/2", "chat/*", "**", "tidings/presence/chat/1"));

        assertThat(taken(), containsInAnyOrder("chat/1 main ann 1", "chat/2 main ann 1"));
    }

    @Test
    void streamsWithoutASubjectCountTogether() {
        streams.opened(OneStream.anonymous("chat/1"));
        streams.opened(OneStream.anonymous("chat/1"));

        assertThat(taken(), containsInAnyOrder("chat/1 2"));
    }

    @Test
    void onlyTheNewestCountIsTaken() {
        var first = OneStream.by("ann", "chat/1");
        streams.opened(first);
        streams.opened(OneStream.by("ann", "chat/1"));
        streams.closed(first, StreamEnd.CLIENT);
        assertThat(taken(), containsInAnyOrder("chat/1 main ann 1"));

        assertThat(taken(), empty());
    }

    @Test
    void theLastStreamLeavesNothingBehind() {
        var stream = OneStream.by("ann", "chat/1");
        streams.opened(stream);
        streams.closed(stream, StreamEnd.CLIENT);
        assertThat(taken(), containsInAnyOrder("chat/1 main ann 0"));

        streams.changeAll();

        assertThat(taken(), empty());
    }

    @Test
    void aStreamWithOtherTopicsCountsThere() {
        var before = OneStream.by("ann", "chat/1", "chat/2");
        streams.opened(before);
        taken();
        streams.changed(OneStream.by("ann", "chat/2", "chat/3"), before.selection());

        assertThat(taken(), containsInAnyOrder("chat/1 main ann 0", "chat/2 main ann 1", "chat/3 main ann 1"));
    }

    @Test
    void withoutTopicsNothingCounts() {
        var off = new PresentStreams(new PresentTopics(Patterns.of()));
        off.opened(OneStream.by("ann", "chat/1"));
        off.changeAll();

        assertThat(off.take(100), empty());
    }

    @Test
    void aStreamTakesMemoryForTheTopicsThatItNames() {
        int one = streams.bytes(Patterns.of("chat/1", "chat/**"));

        assertThat(one, greaterThan(500));
        assertThat(streams.bytes(Patterns.of("chat/1", "chat/2")), is(2 * one));
        assertThat(new PresentStreams(new PresentTopics(Patterns.of())).bytes(Patterns.of("chat/1")), is(0));
    }

    @Test
    void afterTooManyChangesEverythingCountsAsChanged() {
        int most = 10_000;
        IntStream.rangeClosed(0, most).forEach(i -> streams.opened(OneStream.by("user " + i, "chat/1")));
        assertThat(streams.isOverflown(), is(true));
        assertThat(streams.take(2 * most).size(), is(most));

        streams.changeAll();

        assertThat(streams.isOverflown(), is(false));
        assertThat(streams.take(2 * most).size(), is(most + 1));
    }

    @Test
    void aNameTooLongForATopicOfPresenceCountsNothing() {
        streams.opened(OneStream.by("ann", "x".repeat(Topic.MAX_LENGTH)));

        assertThat(taken(), empty());
    }

    @Test
    void whatChangesWhileItIsTakenIsTakenAgain() throws InterruptedException {
        int loops = 4;
        var done = new CountDownLatch(loops);
        IntStream.range(0, loops)
                .forEach(loop -> Thread.ofPlatform().start(() -> {
                    openAndClose(2_000);
                    streams.opened(OneStream.by("ann", "chat/1"));
                    done.countDown();
                }));
        long last = 0;
        while (done.getCount() > 0) {
            last = newest(last);
        }

        assertThat(List.of(newest(last)), containsInAnyOrder((long) loops));
    }

    private void openAndClose(int times) {
        for (int i = 0; i < times; i++) {
            Subscriber stream = OneStream.by("ann", "chat/1");
            streams.opened(stream);
            streams.closed(stream, StreamEnd.CLIENT);
        }
    }

    private long newest(long before) {
        var counts = streams.take(100);
        return counts.isEmpty() ? before : counts.getLast().streams();
    }
}
