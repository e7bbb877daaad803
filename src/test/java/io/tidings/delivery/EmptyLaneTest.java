package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lane without subscribers is not woken for each event, and misses none.
class EmptyLaneTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(10_000, 100_000_000));
    private final Probe probe = new Probe();

    @BeforeEach
    void settle() {
        loop.run();
    }

    @Test
    void anEventDoesNotWakeIt() {
        publish();

        assertFalse(loop.hasTasks());
    }

    @Test
    void itTakesWhatHasGathered() {
        for (int i = 0; i < 1_000; i++) {
            publish();
        }

        assertTrue(loop.hasTasks());
    }

    @Test
    void aNewSubscriberGetsNothingOlder() {
        publish();
        join(new Cursor.Now());
        var next = publish();
        loop.run();

        assertEquals(List.of(next), probe.received());
    }

    /// Its client may know that the stream is open, and publish, before the lane knows of the subscriber.
    @Test
    void aNewSubscriberGetsWhatIsPublishedWhileItsStreamOpens() {
        var published = new ArrayList<String>();
        lane.add(() -> {
            published.add(publish());
            return Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, probe));
        });
        loop.run();

        assertEquals(published, probe.received());
    }

    @Test
    void anOpeningThatFailsLeavesItEmpty() {
        lane.add(Optional::empty);
        loop.run();
        publish();

        assertFalse(loop.hasTasks());
    }

    @Test
    void aSubscriberThatComesBackGetsWhatItMissed() {
        var seen = publish();
        var missed = publish();
        join(new Cursor.After(EventId.parse(seen)));

        assertEquals(List.of(missed), probe.received());
    }

    @Test
    void onceTheLastIsGoneItIsNotWokenAnyMore() {
        var subscriber = join(new Cursor.Now());
        publish();
        assertTrue(loop.hasTasks());
        loop.run();

        lane.remove(subscriber);
        loop.run();
        publish();

        assertFalse(loop.hasTasks());
    }

    /// What a stream takes is given back once: a renewal that was asked for before comes before that.
    @Test
    void whatWasAskedOfASubscriberIsDoneBeforeItCountsAsRemoved() {
        var subscriber = join(new Cursor.Now());
        var order = new ArrayList<String>();

        lane.changes().renew(subscriber, () -> renewed(order));
        lane.remove(subscriber, () -> order.add("removed"));
        lane.changes().renew(subscriber, () -> renewed(order));
        loop.run();

        assertEquals(List.of("renewed", "removed"), order);
    }

    private static Patterns renewed(List<String> order) {
        order.add("renewed");
        return Patterns.ALL;
    }

    private String publish() {
        return log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString();
    }

    private Subscriber join(Cursor cursor) {
        var subscriber = new Subscriber(Selection.ALL, cursor, NativeFormat.PLAIN, probe);
        lane.add(() -> Optional.of(subscriber));
        loop.run();
        return subscriber;
    }
}
