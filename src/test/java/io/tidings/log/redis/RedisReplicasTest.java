package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Two replicas on one Redis.
@WithRedis
class RedisReplicasTest extends Replicas {
    private EventLog open(Retention retention, RedisOptions.Wait waiting) {
        return open(retention, waiting, Optional.empty());
    }

    @Test
    void whatOneReplicaAppendsTheOtherFollowsReadsAndKnowsByItsKey() {
        var one = open(AMPLE);
        var other = open(AMPLE);
        var followed = new Followed(other);
        var batch = new Batch(List.of(Draft.of("t", "1")), Optional.of("key"));
        var ids = one.append(batch);
        followed.awaitSize(1);
        assertThat(other.append(batch), is(ids));
        assertThat(data(other, Selection.of("t")), is(List.of("1")));
        assertThat(followed.data(), is(List.of("1")));
        assertThat(followed.interruptions(), is(empty()));
    }

    @Test
    void whatOneReplicaDropsTheOtherForgets() {
        var one = open(AMPLE);
        var other = open(AMPLE);
        var followed = new Followed(other);
        var first = one.append(Batch.of(Draft.of("t", "1"))).getFirst();
        one.append(Batch.of(Draft.of("t", "2")));
        one.drop(new Topic("t"));
        Load.await("it is told", () -> followed.drops() == 1);
        assertThat(
                other.read(new Cursor.After(first), Selection.of("t"), PAGE)
                        .gap()
                        .isPresent(),
                is(true));
    }

    @Test
    void retentionWaitsForThoseWhoFollow() {
        var one = open(Retention.ofEach(1, Duration.ofDays(1)));
        var followed = new Followed(open(AMPLE));
        for (int i = 0; i < 5_000; i++) {
            one.append(Batch.of(Draft.of("t", "" + i), Draft.of("u", "" + i)));
            if (i % 10 == 0) {
                one.trim();
            }
        }
        followed.awaitSize(10_000);
        assertThat(followed.interruptions(), is(empty()));
        Load.await("it is trimmed in the end", () -> {
            one.trim();
            return data(one, Selection.of("t")).equals(List.of("4999"));
        });
    }

    @Test
    void whoFollowsIsInterruptedWhenEventsWereDroppedBefore() {
        var one = open(AMPLE);
        var listener = new Held();
        try (var _ = open(AMPLE).tail(listener)) {
            one.append(Batch.of(Draft.of("t", "1")));
            listener.awaitHeld();
            one.append(Batch.of(Draft.of("t", "2")));
            one.drop(new Topic("t"));
            var last = one.append(Batch.of(Draft.of("t", "3"))).getFirst();
            listener.release();
            Load.await("it is told", () -> listener.interruptedAt.equals(List.of(last)));
        }
    }

    @Test
    void anEmptiedLogGivesGreaterIdsAndVouchesForNothingBefore() throws IOException {
        var one = open(AMPLE);
        var other = open(AMPLE);
        var followed = new Followed(other);
        var before = one.append(Batch.of(Draft.of("t", "1"))).getFirst();
        followed.awaitSize(1);
        server.command("FLUSHALL");
        var after = one.append(Batch.of(Draft.of("t", "2"))).getFirst();
        assertThat(after.isAfter(before), is(true));
        var page = other.read(new Cursor.After(before), Selection.of("t"), PAGE);
        assertThat(page.gap().isPresent(), is(true));
        assertThat(page.events().getFirst().id(), is(after));
        Load.await("it is told", () -> !followed.interruptions().isEmpty());
    }

    @Test
    void anEmptiedLogGivesGreaterIdsThoughTheClockWasSetBack() throws IOException {
        var now = new AtomicReference<>(Instant.ofEpochMilli(2_000_000));
        var log = open(AMPLE, RedisOptions.Wait.NONE, Optional.of(now::get));
        var before =
                log.append(Batch.of(Draft.of("t", "1"), Draft.of("t", "2"))).getLast();
        now.set(Instant.ofEpochMilli(1_000_000));
        server.command("FLUSHALL");
        assertThat(log.append(Batch.of(Draft.of("t", "3"))).getFirst().isAfter(before), is(true));
    }

    @Test
    void theOldestGoWhenTheLogIsTooLarge() {
        var log = open(new Retention(AMPLE.rules(), 100_000));
        for (int i = 0; i < 1_000; i++) {
            log.append(Batch.of(Draft.of("t/" + i % 3, "x".repeat(1_000))));
        }
        while (log.trim()) {}
        int left = data(log, Selection.of("t/*")).size();
        assertThat(left, lessThan(100));
        assertThat(left, greaterThan(80));
    }

    @Test
    void anAppendThatTooFewReplicasHaveIsNotAcknowledged() {
        var log = open(AMPLE, new RedisOptions.Wait(1, RedisOptions.Place.MEMORY, Duration.ofMillis(50)));
        assertThrows(LogUnavailableException.class, () -> log.append(Batch.of(Draft.of("t", "1"))));
    }

    /// Holds up the follower at the first event.
    private static final class Held implements Tail.Listener {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<EventId> interruptedAt = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void appended(List<Event> events) {
            held.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void dropped() {}

        @Override
        public void interrupted(EventId id) {
            interruptedAt.add(id);
        }

        void awaitHeld() {
            Load.await("it is held", () -> held.getCount() == 0);
        }

        void release() {
            released.countDown();
        }
    }
}
