package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lane that was offered more than it takes in one turn.
class LaneBehindTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Probe probe = new Probe();

    @BeforeEach
    void subscribe() {
        loop.lane(log, new WindowLimits(10_000, 10_000_000))
                .add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, probe)));
        loop.run();
    }

    /// The clock of this loop goes on each time that somebody looks.
    @Test
    void othersHaveTheirTurnsBeforeItHasTakenAllOfABatch() {
        var drafts = Collections.nCopies(5_000, Draft.of("t", "x"));
        var ids = log.append(new Batch(drafts, Optional.empty()));
        var sentBefore = new ArrayList<Integer>();
        loop.execute(() -> sentBefore.add(probe.received().size()));

        loop.runNow();

        assertTrue(sentBefore.getFirst() <= 20, sentBefore::toString);
        assertEquals(ids.stream().map(EventId::toString).toList(), probe.received());
    }

    @Test
    void itDoesNotGatherMoreBeforeItGoesOn() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString());
        }

        loop.runNow();

        assertEquals(ids, probe.received());
    }
}
