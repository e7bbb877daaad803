package io.tidings.delivery;

import io.tidings.log.EventLog;
import io.tidings.log.PageLimit;
import io.tidings.memory.Budget;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// An event loop whose tasks run when the test says so, in their order.
final class QueuedLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private long now;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /// Half a millisecond passes from one look at the clock to the next.
    @Override
    public long nanoTime() {
        now += 500_000;
        return now;
    }

    @Override
    public void executeAfterPause(Runnable task, long nanos) {
        later.add(task);
    }

    @Override
    public long maxPauseNanos() {
        return 2_000_000;
    }

    /// Its lane, fed by a log that is read on the loop itself.
    Lane lane(EventLog log, WindowLimits limits) {
        return FanOut.start(
                        log,
                        Tracing.OFF,
                        start -> List.of(new Lane(
                                this,
                                new PageReader(
                                        log, Runnable::run, new PageLimit(10, 1_000), 1_000, new Budget(1_000_000)),
                                limits,
                                StreamListener.NONE,
                                Telemetry.NONE,
                                start)))
                .lanes()
                .getFirst();
    }

    boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /// Runs what is for now, until nothing is; one that throws goes on with its next task, as an event loop
    /// does.
    void runNow() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                System.err.println("the loop logs " + e);
            }
        }
    }

    /// Runs what is for later as well.
    void run() {
        runNow();
        while (!later.isEmpty()) {
            tasks.addAll(later);
            later.clear();
            runNow();
        }
    }
}
