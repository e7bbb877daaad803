package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Batches that are too heavy for one step of Redis. `-Dtidings.test.batch=10000` for the largest there are.
@WithRedis
class LargeBatchTest extends Replicas {
    private static final int EVENTS = 1_500;
    private static final int LARGE = Integer.getInteger("tidings.test.batch", EVENTS);
    private static final Selection FORM = Selection.of("t/*");
    private static final Selection NAMES = Selection.of("t/0", "t/1", "t/2");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_000_000));

    /// Some tries, since this machine may be busy with something else. In one step this takes ten times as long.
    @Test
    void redisIsNotBusyWithALargeBatchForLongAtATime() throws IOException {
        server.command("CONFIG SET slowlog-log-slower-than 50000");
        var log = open(AMPLE);
        for (int attempt = 1; attempt <= 20; attempt++) {
            server.command("SLOWLOG RESET");
            log.append(ofManyTopics(attempt));
            awaitIndexed();
            if (server.command("SLOWLOG LEN").equals(":0\r\n")) {
                return;
            }
        }
        throw new AssertionError("too slow: " + server.command("SLOWLOG GET 1"));
    }

    @Test
    void readersSeeAllOfALargeBatchOrNothing() {
        var log = open(AMPLE);
        var other = open(AMPLE);
        var followed = new Followed(other);
        var appended = log.appendAsync(batch("a")).thenCompose(_ -> log.appendAsync(batch("b")));
        while (!appended.toCompletableFuture().isDone()) {
            for (var selection : List.of(FORM, NAMES, Selection.ALL)) {
                assertThat("" + selection, data(other, selection).size() % EVENTS, is(0));
            }
        }
        followed.awaitSize(2 * EVENTS);
        assertThat(followed.data(), is(data(other, Selection.ALL)));
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(other, 2 * EVENTS);
    }

    @Test
    void ofABatchWhoseHubDiedBeforeItsEndNothingIsLeft() {
        var other = openWithClock();
        var followed = new Followed(other);
        var before = other.append(Batch.of(draft("t/0", "before"))).getFirst();
        sendParts(batch("dead"), 1);
        assertThat(data(other, FORM), is(List.of("before")));
        assertThat(data(other, Selection.ALL), is(List.of("before")));
        assertThat(latest(other, FORM), is(List.of("before")));
        passLease();
        var after = other.append(Batch.of(draft("t/0", "after"))).getFirst();
        assertThat(after.isAfter(before), is(true));
        assertThat(data(other, Selection.ALL), is(List.of("before", "after")));
        assertThat(data(other, NAMES), is(List.of("before", "after")));
        followed.awaitSize(2);
        assertThat(followed.interruptions(), is(empty()));
        other.append(batch("dead"));
        var again = other.append(batch("dead"));
        assertThat(again.size(), is(EVENTS));
        followed.awaitSize(EVENTS + 2);
        assertThat(followed.data(), is(data(other, Selection.ALL)));
        assertIsWhole(other, EVENTS + 2);
    }

    @Test
    void aBatchWhoseHubDiedAfterItsEndIsThereAtOnceForAll() {
        var other = openWithClock();
        var followed = new Followed(other);
        other.append(Batch.of(draft("t/0", "before")));
        var ids = sendParts(batch("dead"), 2);
        followed.awaitSize(EVENTS + 1);
        assertThat(data(other, FORM).size(), is(EVENTS + 1));
        assertThat(data(other, NAMES).size(), is(EVENTS + 1));
        assertThat(latest(other, FORM).getLast(), is("e" + (EVENTS - 1)));
        passLease();
        assertThat(other.append(batch("dead")).getFirst().toString(), is(ids.substring(0, ids.indexOf(' '))));
        other.trim();
        followed.awaitSize(EVENTS + 1);
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(other, EVENTS + 1);
    }

    @Test
    void anotherHubWaitsForABatchThatIsNotFinished() {
        var other = openWithClock();
        sendParts(batch("slow"), 1);
        var waiting = other.appendAsync(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(empty()));
        assertThat(waiting.toCompletableFuture().isDone(), is(false));
        passLease();
        await(waiting);
        assertThat(data(other, Selection.ALL), is(List.of("after")));
    }

    /// It was too slow, and another hub has taken its part away.
    @Test
    void whatWasTakenAwayCannotBeFinished() {
        var other = openWithClock();
        var slow = new Parts(batch("slow"));
        assertThat(slow.send(1), is("next"));
        passLease();
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(slow.send(2), is("again"));
        assertThat(slow.send(1), is("next"));
        assertThat("twice is as once", slow.send(1), is("next"));
        slow.send(2);
        assertThat(slow.send(2), is(slow.send(2)));
        assertThat(data(other, Selection.ALL).size(), is(EVENTS + 1));
    }

    @Test
    void anEmptiedLogForgetsWhatWasNotFinished() throws IOException {
        var other = openWithClock();
        other.append(Batch.of(draft("t/0", "before")));
        var slow = new Parts(batch("slow"));
        slow.send(1);
        server.command("FLUSHALL");
        assertThat(slow.send(2), is("again"));
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(List.of("after")));
    }

    /// As after a failover to a server that had not got the latest events yet.
    @Test
    void aLogThatWentBackForgetsWhatWasNotFinished() {
        var other = openWithClock();
        other.append(Batch.of(draft("t/0", "before")));
        sendParts(batch("dead"), 1);
        var ahead = new RedisScripts(client(), new Keys("{tidings}"), Optional.of(now::get));
        ahead.saw(new EventId(now.get().toEpochMilli() + 60_000, 0));
        new Reader(ahead, new EntryParser()).newest();
        assertThat(data(other, Selection.ALL), is(List.of("before")));
        other.append(Batch.of(draft("t/0", "after")));
        assertThat(data(other, Selection.ALL), is(List.of("before", "after")));
    }

    @Test
    void hubsAppendLargeBatchesAndSmallOnesAtTheSameTime() {
        var logs = List.of(open(AMPLE), open(AMPLE));
        var followed = new Followed(open(AMPLE));
        var appended = new ArrayList<CompletionStage<List<EventId>>>();
        for (int i = 0; i < 3; i++) {
            for (var log : logs) {
                appended.add(log.appendAsync(batch(log.hashCode() + "/" + i)));
                appended.add(log.appendAsync(Batch.of(draft("t/0", "small"))));
            }
        }
        appended.forEach(LargeBatchTest::await);
        int all = 6 * (EVENTS + 1);
        followed.awaitSize(all);
        assertThat(followed.data(), is(data(logs.getFirst(), Selection.ALL)));
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(logs.getLast(), all);
    }

    @Test
    void aDroppedTopicIsGoneThoughABatchWasNotFinished() {
        var other = openWithClock();
        sendParts(batch("dead"), 2);
        passLease();
        other.drop(new Topic("t/1"));
        assertThat(data(other, Selection.of("t/1")), is(empty()));
        assertThat(data(other, FORM).size(), is(EVENTS - EVENTS / 3));
    }

    @Test
    void retentionHoldsForALargeBatch() {
        var log = open(Retention.ofEach(10, Duration.ofDays(1)));
        log.append(batch("a"));
        Load.await("it is trimmed", () -> {
            log.trim();
            return data(log, FORM).size() == 30;
        });
        assertIsWhole(log, 30);
    }

    /// All ways of reading tell the same.
    private static void assertIsWhole(EventLog log, int events) {
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

    private static void awaitIndexed() {
        Load.await("the topics know of all", () -> {
            try {
                return server.command("HGET {tidings}:log unfinished").equals("$-1\r\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private EventLog openWithClock() {
        return open(AMPLE, RedisOptions.Wait.NONE, Optional.of(now::get));
    }

    private void passLease() {
        now.updateAndGet(instant -> instant.plusSeconds(2));
    }

    /// As a hub that dies then. Returns the last answer.
    private String sendParts(Batch batch, int most) {
        var parts = new Parts(batch);
        var answer = "";
        for (int part = 1; part <= most; part++) {
            answer = parts.send(part);
        }
        return answer;
    }

    /// A batch that is sent by hand.
    private final class Parts {
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

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static List<String> latest(EventLog log, Selection selection) {
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

    private static Batch batch(String key) {
        var drafts = IntStream.range(0, EVENTS)
                .mapToObj(event -> draft("t/" + event % 3, "e" + event))
                .toList();
        return new Batch(drafts, Optional.of(key));
    }

    private static Draft draft(String topic, String data) {
        return Draft.of(topic, data);
    }

    /// Each event has sixteen topics that no other has.
    private static Batch ofManyTopics(int number) {
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
