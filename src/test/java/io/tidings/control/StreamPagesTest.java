package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.control.StreamPages.StreamPage;
import io.tidings.event.Cursor;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages of the streams of three replicas, as the one in the middle makes them.
class StreamPagesTest {
    private static final StreamQuery ALL = new StreamQuery(null, null, null, null, 0);

    private final ReplicasInOneProcess hub = new ReplicasInOneProcess(3);
    private final StreamPages pages = new StreamPages(hub.calls(1), hub.replica(1).list, () -> 0);

    @AfterEach
    void close() {
        hub.close();
    }

    private void open(int replica, String... topics) {
        hub.replica(replica).open(new Cursor.Now(), topics);
    }

    /// A hundred topics of a thousand characters.
    private void openLarge(int replica, String first) {
        open(
                replica,
                IntStream.range(0, 100)
                        .mapToObj(i -> i == 0 ? first : i + "/" + "x".repeat(1_000))
                        .toArray(String[]::new));
    }

    private static List<String> topics(StreamPage page) {
        return page.streams().stream().map(stream -> stream.topics().getFirst()).toList();
    }

    /// Follows next to the end.
    private List<StreamPage> follow(int limit) {
        var all = new ArrayList<StreamPage>();
        all.add(pages.read(ALL, Optional.empty(), limit));
        while (all.getLast().next().isPresent()) {
            all.add(pages.read(ALL, all.getLast().next(), limit));
        }
        return all;
    }

    @Test
    void aPageHasOneReplicaAfterTheOther() {
        open(2, "e");
        open(0, "a");
        open(1, "c");
        open(0, "b");
        open(1, "d");

        assertThat(
                follow(2).stream().map(StreamPagesTest::topics).toList(),
                contains(List.of("a", "b"), List.of("c", "d"), List.of("e")));
        assertThat(
                follow(10).stream().map(StreamPagesTest::topics).toList(), contains(List.of("a", "b", "c", "d", "e")));
    }

    @Test
    void replicasThatAPageDoesNotNeedAreNotAsked() {
        open(0, "a");
        open(0, "b");
        open(2, "c");

        pages.read(ALL, Optional.empty(), 1);

        assertThat(hub.asked(), contains(ReplicasInOneProcess.name(0)));
    }

    @Test
    void aFullPageBeforeReplicasWithoutStreamsIsTheLast() {
        open(0, "a");

        assertThat(pages.read(ALL, Optional.empty(), 1).next(), is(Optional.empty()));
    }

    @Test
    void aPageIsBoundedInBytesAndNothingIsLeftOut() {
        var opened = new ArrayList<String>();
        for (int replica = 0; replica < 3; replica++) {
            for (int i = 0; i < 7; i++) {
                opened.add("stream/" + replica + "/" + i);
                openLarge(replica, opened.getLast());
            }
        }

        var followed = follow(1_000);

        assertThat(followed.stream().flatMap(page -> topics(page).stream()).toList(), is(opened));
        followed.forEach(page -> assertThat(StreamPart.size(page.streams()), is(lessThan(1_200_000))));
        assertThat(followed.size(), is(lessThan(5)));
    }

    @Test
    void aPlaceOfAReplicaThatIsGoneIsFollowedByTheNextReplica() {
        open(2, "c");
        var gone = new StreamPlace(ReplicasInOneProcess.name(0), 7);

        assertThat(topics(pages.read(ALL, Optional.of(gone), 10)), contains("c"));
    }

    @Test
    void aPageThatTakesLongEndsBeforeTheNextReplica() {
        open(0, "a");
        open(1, "b");
        var now = new AtomicLong();
        var slow = new StreamPages(
                hub.calls(1), hub.replica(1).list, () -> now.getAndAdd(StreamPages.PATIENCE.toNanos() + 1));

        var page = slow.read(ALL, Optional.empty(), 10);

        assertThat(topics(page), contains("a"));
        assertThat(page.next(), is(Optional.of(StreamPlace.before(ReplicasInOneProcess.name(1)))));
    }

    @Test
    void aReplicaWithoutMemoryForItsPartRefuses() {
        open(0, "a");
        hub.budget(0).tryTake(Use.SENDING, ReplicasInOneProcess.BUDGET / 10 * 3);

        var refused = assertThrows(RefusedException.class, () -> pages.read(ALL, Optional.empty(), 10));

        assertThat(refused.refusal(), is(Refusal.OUT_OF_MEMORY));
        hub.budget(0).give(Use.SENDING, ReplicasInOneProcess.BUDGET / 10 * 3);
        assertThat(topics(pages.read(ALL, Optional.empty(), 10)), contains("a"));
    }

    @Test
    void whatAPartTakesIsHeldUntilItIsSent() {
        openLarge(0, "a");
        var held = new ArrayList<Long>();
        hub.beforeSending(() -> held.add(hub.budget(0).held()));

        var page = pages.read(ALL, Optional.empty(), 1);

        assertThat(held, contains(page.bytes(), 0L));
        assertThat(page.bytes(), is(greaterThan(400_000L)));
        assertThat(hub.budget(0).held(), is(0L));
    }
}
