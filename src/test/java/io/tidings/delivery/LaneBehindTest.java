package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Patterns;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.Form;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// A lane that was offered more than it takes in one turn.
class LaneBehindTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(10_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Loop loop = new Loop() {
        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        /// That moment never comes.
        @Override
        public void executeLater(Runnable task) {}
    };

    @Test
    void itDoesNotGatherMoreBeforeItGoesOn() {
        var lane = FanOut.start(
                        log,
                        start -> List.of(new Lane(
                                loop,
                                new CatchUp(log, Runnable::run, new PageLimit(10, 1_000)),
                                new RecentLimits(1_000, 1_000_000),
                                new Interest(),
                                Telemetry.NONE,
                                start)))
                .lanes()
                .getFirst();
        var probe = new Probe();
        lane.add(() -> Optional.of(new Subscriber(Patterns.ALL, new Cursor.Now(), Form.PLAIN, probe)));
        run();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString());
        }

        run();

        assertEquals(ids, probe.received());
    }

    private void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
