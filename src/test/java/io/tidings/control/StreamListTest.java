package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.tidings.event.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What one replica has for a page of streams.
class StreamListTest {
    private static List<String> topics(StreamPart part) {
        return part.streams().stream()
                .flatMap(stream -> stream.topics().stream())
                .toList();
    }

    @Test
    void streamsAreListedInTheOrderInWhichTheyWereOpened() {
        try (var replica = new OneReplica()) {
            IntStream.range(0, 30).forEach(i -> replica.open(new Cursor.Now(), "topic/" + i));

            var all = new ArrayList<String>();
            var page = replica.list(0, 0, 7);
            all.addAll(topics(page));
            while (page.cut() != null) {
                page = replica.list(0, page.cut(), 7);
                all.addAll(topics(page));
            }

            assertThat(
                    all, is(IntStream.range(0, 30).mapToObj(i -> "topic/" + i).toList()));
        }
    }

    @Test
    void onlyStreamsOnThePageGetANameAndKeepIt() {
        try (var replica = new OneReplica()) {
            var first = replica.open(new Cursor.Now(), "a");
            var second = replica.open(new Cursor.Now(), "b");

            var page = replica.list(0, 0, 1);

            assertThat(topics(page), contains("a"));
            assertThat(page.cut(), is(first.number()));
            assertThat(second.name().isPresent(), is(false));
            var id = page.streams().getFirst().stream();
            assertThat(StreamId.parse(id).flatMap(replica.named::find).isPresent(), is(true));
            assertThat(replica.list(0, 0, 1).streams().getFirst().stream(), is(id));
        }
    }

    /// It would keep its name for ever.
    @Test
    void aStreamThatIsOverGetsNoName() {
        try (var replica = new OneReplica()) {
            var over = replica.open(new Cursor.Now(), "a");
            over.end();
            replica.open(new Cursor.Now(), "b");

            assertThat(topics(replica.list(0, 0, 10)), contains("b"));
            assertThat(over.name().isPresent(), is(false));
        }
    }

    @Test
    void aPageWithoutRoomSaysWhetherThereIsMore() {
        try (var replica = new OneReplica()) {
            assertThat(replica.list(0, 0, 0).cut(), is(nullValue()));
            var stream = replica.open(new Cursor.Now(), "a");

            assertThat(replica.list(0, 0, 0).cut(), is(0L));
            assertThat(replica.list(0, stream.number(), 0).cut(), is(nullValue()));
        }
    }
}
