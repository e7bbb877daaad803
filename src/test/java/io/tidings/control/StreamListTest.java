package io.tidings.control;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /// A hundred topics of a thousand characters.
    private static OpenStream openLarge(OneReplica replica, int number) {
        var topics = IntStream.range(0, 100).mapToObj(i -> number + "/" + i + "/" + "x".repeat(1_000));
        return replica.open(new Cursor.Now(), topics.toArray(String[]::new));
    }

    @Test
    void aPartIsCutWhereItsStreamsHaveTakenUpTheRoom() {
        try (var replica = new OneReplica()) {
            var streams =
                    IntStream.range(0, 30).mapToObj(i -> openLarge(replica, i)).toList();

            var part = replica.list(0, 0, 1_000);

            int count = part.streams().size();
            assertThat(
                    StreamPart.size(part.streams()),
                    is(both(greaterThan(900_000)).and(lessThan(1_200_000))));
            assertThat(part.cut(), is(streams.get(count - 1).number()));
            assertThat(topics(replica.list(0, part.cut(), 1)).getFirst(), startsWith(count + "/"));
        }
    }

    /// Otherwise a client would ask for it for ever.
    @Test
    void aStreamFitsInAnyRoomThatThereIs() {
        try (var replica = new OneReplica()) {
            openLarge(replica, 0);
            var query = new StreamQuery(null, null, null, null, 0);

            assertThat(
                    replica.list.read(new StreamCall.ListSome(query, 0, 10, 1)).streams(), hasSize(1));
            assertThat(replica.list.read(new StreamCall.ListSome(query, 0, 10, 0)), is(new StreamPart(List.of(), 0L)));
        }
    }

    /// What is counted is about what is sent.
    @Test
    void theSizeOfAStreamIsAboutItsLengthAsJson() throws JsonProcessingException {
        try (var replica = new OneReplica()) {
            replica.open(new Cursor.Now(), "a");
            openLarge(replica, 0);

            for (var stream : replica.list(0, 0, 10).streams()) {
                int length = new ObjectMapper().writeValueAsString(stream).length();
                assertThat(stream.size(), is(both(greaterThan(length)).and(lessThan(length + 400))));
            }
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
