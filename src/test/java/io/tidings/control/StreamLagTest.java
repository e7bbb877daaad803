package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.tidings.control.StreamReport.Lag;
import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How far a stream lags, and that it is listed under a least lag if, and only if, that is what it
/// says. No client takes anything here.
class StreamLagTest {
    private final OneReplica replica = new OneReplica();

    @AfterEach
    void close() {
        replica.close();
    }

    private EventId publishAndWait(String topic, int seconds) {
        var id = replica.publish(topic);
        replica.pass(Duration.ofSeconds(seconds));
        return id;
    }

    /// More events than the lane has in memory, which nobody wants.
    private void fillWindow() {
        IntStream.range(0, 10).forEach(_ -> replica.publish("unwanted"));
    }

    private void assertThatItLags(long events, int seconds) {
        assertThat(replica.list(0, 0, 10).streams().getFirst().lag(), is(new Lag(events, seconds)));
        assertThat(replica.list(seconds + 0.001, 0, 10).streams(), is(empty()));
        if (seconds > 0) {
            assertThat(replica.list(seconds, 0, 10).streams().getFirst().lag(), is(new Lag(events, seconds)));
        }
    }

    @Test
    void aReplayThatHasNotBegunLagsSinceItsFirstEvent() {
        publishAndWait("unwanted", 1_000);
        publishAndWait("news", 50);
        publishAndWait("news", 10);
        replica.open(new Cursor.Beginning(), "news");

        assertThatItLags(2, 60);
    }

    @Test
    void aReplayThatHasNotBegunAndHasNothingToSendDoesNotLag() {
        publishAndWait("unwanted", 1_000);
        replica.open(new Cursor.Beginning(), "news");

        assertThatItLags(0, 0);
    }

    @Test
    void aReplayFromATimeLagsSinceTheFirstEventAfterIt() {
        publishAndWait("news", 1_000);
        var since = replica.now();
        replica.pass(Duration.ofSeconds(500));
        publishAndWait("news", 10);
        replica.open(new Cursor.Since(since), "news");

        assertThatItLags(1, 10);
    }

    @Test
    void aReplayOfTheNewestEventsLagsSinceTheOldestOfThese() {
        publishAndWait("news/a", 1_000);
        publishAndWait("news/a", 20);
        publishAndWait("news/b", 10);
        replica.open(Cursor.Latest.START, "news/*");

        assertThatItLags(2, 30);
    }

    @Test
    void aPositionThatIsOlderThanTheFramesSaysNothingOfTheFirstEventAfterIt() {
        var old = publishAndWait("news", 1_000);
        fillWindow();
        publishAndWait("news", 10);
        fillWindow();
        replica.open(new Cursor.After(old), "news");

        assertThatItLags(1, 10);
    }

    @Test
    void aStreamWithAnOldPositionAndNothingAfterItDoesNotLag() {
        var old = publishAndWait("news", 1_000);
        fillWindow();
        replica.open(new Cursor.After(old), "news");

        assertThatItLags(0, 0);
    }

    /// Before its first events, its client had everything up to the position with which it came.
    @Test
    void aStreamThatStallsAtItsFirstEventsLagsSinceThese() {
        publishAndWait("news", 1_000);
        var position = publishAndWait("unwanted", 500);
        publishAndWait("news", 10);
        replica.open(new Cursor.After(position), "news");

        assertThatItLags(1, 10);
        assertThat(replica.list(0, 0, 10).streams().getFirst().cursor(), is(position.toString()));
    }

    @Test
    void theLogIsNotReadForStreamsWhosePositionIsYoungEnough() {
        var old = publishAndWait("news", 5);
        fillWindow();
        IntStream.range(0, 50).forEach(_ -> replica.open(new Cursor.After(old), "news"));

        assertThat(replica.list(6, 0, 10), is(StreamPart.NONE));
        assertThat(replica.reads(), is(0));
    }

    @Test
    void theLogIsReadForSoManyStreamsAndTheNextPageGoesOn() {
        var old = publishAndWait("news", 1_000);
        fillWindow();
        var streams = IntStream.range(0, LogReads.MOST_STREAMS + 50)
                .mapToObj(_ -> replica.open(new Cursor.After(old), "news"))
                .toList();
        publishAndWait("other", 10);
        var last = replica.open(new Cursor.Beginning(), "other");

        var first = replica.list(5, 0, 100);

        assertThat(first.streams(), is(empty()));
        assertThat(first.cut(), is(streams.get(LogReads.MOST_STREAMS - 1).number()));
        assertThat(replica.reads(), is(LogReads.MOST_STREAMS));
        var second = replica.list(5, first.cut(), 100);
        assertThat(second.streams(), hasSize(1));
        assertThat(second.cut(), is(nullValue()));
        assertThat(last.name().isPresent(), is(true));
    }

    @Test
    void whereTheLogIsSlowAPageEndsAfterAStream() {
        publishAndWait("news", 10);
        var first = replica.open(new Cursor.Beginning(), "news");
        replica.open(new Cursor.Beginning(), "news");
        replica.slowDown(LogReads.LONGEST.plusMillis(1));

        var part = replica.list(5, 0, 100);

        assertThat(part.streams(), hasSize(1));
        assertThat(part.cut(), is(first.number()));
    }
}
