package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A stream that gets another selection while it is open. The interleavings play the same in any order.
class ChangedSelectionTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(100, 100_000));
    private boolean faulty;

    @Test
    void aLiveStreamGetsWhatComesAfterTheChange() {
        var probe = new Probe();
        var subscriber = subscribe("a", probe);
        publish("b");
        change(subscriber, "a", "b");
        loop.run();
        publish("a");
        var after = publish("b");

        assertEquals(List.of(after.toString()), probe.received());
    }

    /// A subscriber of a turn that failed reads the log from where it was.
    @Test
    void aStreamThatGoesBackToTheLogGetsNothingOlderThanTheChange() {
        subscribe("b", new Probe() {
            @Override
            public boolean isFull() {
                if (faulty) {
                    throw new AssertionError("on purpose");
                }
                return super.isFull();
            }
        });
        var probe = new Probe();
        var subscriber = subscribe("a", probe);
        publish("b");
        change(subscriber, "a", "b");
        loop.run();
        faulty = true;
        var after = publish("b");

        assertEquals(List.of(after.toString()), probe.received());
    }

    @Test
    void aGapOfTheNewSelectionIsToldThoughALaterOneWasToldBefore() {
        var subscriber = new Subscriber(Selection.of("a"), new Cursor.Beginning(), NativeFormat.PLAIN, new Probe());
        subscriber.tookPage(new PageReader.EncodedPage(
                new byte[0], 0, Optional.empty(), Optional.empty(), new Cursor.Beginning(), true, new EventId(2, 0)));
        subscriber.select(Selection.of("b"), new EventId(3, 0));

        assertEquals(EventId.ZERO, subscriber.request().toldLost());
    }

    private void change(Subscriber subscriber, String removed, String added) {
        var change = new TopicChange(Patterns.of(added), Patterns.of(removed), new Cursor.Now());
        lane.changes().change(subscriber, _ -> change);
    }

    private Subscriber subscribe(String topic, Probe probe) {
        var subscriber = new Subscriber(Selection.of(topic), new Cursor.Now(), NativeFormat.PLAIN, probe);
        lane.add(() -> Optional.of(subscriber));
        loop.run();
        return subscriber;
    }

    private EventId publish(String topic) {
        var id = log.append(Batch.of(Draft.of(topic, "x"))).getFirst();
        loop.run();
        return id;
    }
}
