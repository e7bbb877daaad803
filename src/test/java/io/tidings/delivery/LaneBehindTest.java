package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A lane that was offered more than it takes in one turn.
class LaneBehindTest {
    @Test
    void itDoesNotGatherMoreBeforeItGoesOn() {
        var log = new MemoryEventLog(
                InstantSource.system(),
                Retention.ofEach(10_000, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(1), 1));
        var loop = new QueuedLoop();
        var probe = new Probe();
        loop.lane(log, new WindowLimits(1_000, 1_000_000))
                .add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, probe)));
        loop.run();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString());
        }

        loop.runNow();

        assertEquals(ids, probe.received());
    }
}
