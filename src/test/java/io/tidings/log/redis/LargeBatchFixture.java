package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Batches that are too heavy for one step of Redis. `-Dtidings.test.batch=10000` for the largest there are.
abstract class LargeBatchFixture extends Replicas {
    static final int EVENTS = 1_500;
    static final int LARGE = Integer.getInteger("tidings.test.batch", EVENTS);
    static final Selection FORM = Selection.of("t/*");
    static final Selection NAMES = Selection.of("t/0", "t/1", "t/2");
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_000_000));

    /// All ways of reading tell the same.
    static void assertIsWhole(EventLog log, int events) {
        awaitIndexed();
        assertThat(data(log, Selection.ALL).size(), is(events));
        assertThat(data(log, NAMES), is(data(log, FORM)));
        assertThat(
                log.topics(Selection.ALL, "t/", "", 10).stream()
                        .mapToLong(topic -> topic.events())
                        .sum(),
                is((long) data(log, FORM).size()));
        assertThat(latest(log, FORM), is(latest(log, NAMES)));
    }

    static void awaitIndexed() {
        Load.await("the topics know of all", () -> {
            try {
                return server.command("HGET {tidings}:log unfinished").equals("$-1\r\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    EventLog openWithClock() {
        return open(AMPLE, RedisOptions.Wait.NONE, Optional.of(now::get));
    }

    void passLease() {
        now.updateAndGet(instant -> instant.plusSeconds(2));
    }

    /// As a hub that dies then. Returns the last answer.
    String sendParts(Batch batch, int most) {
        var parts = new Parts(batch);
        var answer = "";
        for (int part = 1; part <= most; part++) {
            answer = parts.send(part);
        }
        return answer;
    }

    /// A batch that is sent by hand.
    final class Parts {
        private final RedisScripts hub = new RedisScripts(client(), new Keys("{tidings}"), Optional.of(now::get));
        private final Sending sending = new Sending(hub, AMPLE, KEYS, RedisOptions.Wait.NONE);
        private final Group group;

        Parts(Batch batch) {
            group = new Group(List.of(QueuedBatch.of(batch)), Set.of());
            assertThat(group.parts(), is(2));
        }

        String send(int part) {
            return hub.run(sending.call(group, part)).toString();
        }
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static List<String> latest(EventLog log, Selection selection) {
        var latest = new ArrayList<String>();
        Cursor cursor = Cursor.Latest.START;
        while (true) {
            var page = log.read(cursor, selection, PAGE);
            page.events().forEach(event -> latest.add(event.data().toString()));
            if (page.reachesEnd()) {
                return latest;
            }
            cursor = page.next();
        }
    }

    static Batch batch(String key) {
        var drafts = IntStream.range(0, EVENTS)
                .mapToObj(event -> draft("t/" + event % 3, "e" + event))
                .toList();
        return new Batch(drafts, Optional.of(key));
    }

    static Draft draft(String topic, String data) {
        return Draft.of(topic, data);
    }

    /// Each event has sixteen topics that no other has.
    static Batch ofManyTopics(int number) {
        var drafts = IntStream.range(0, LARGE)
                .mapToObj(event -> new Draft(
                        IntStream.range(0, 16)
                                .mapToObj(topic -> new Topic(number + "/" + event + "/" + topic))
                                .toList(),
                        Optional.empty(),
                        Utf8.of("e"),
                        OptionalLong.empty()))
                .toList();
        assertThat(drafts.size(), greaterThan(1_000));
        return new Batch(drafts, Optional.empty());
    }
}
