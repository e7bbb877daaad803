package io.tidings.delivery;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;

/// Stands in for threads. What one thread hands to another arrives in order; what different threads
/// hand over arrives as a seeded dice says. One seed always gives one interleaving.
final class Steps {
    private final Random dice;
    private final Map<Route, Queue<Runnable>> inTransit = new LinkedHashMap<>();
    private Object running = "test";

    Steps(long seed) {
        dice = new Random(seed);
    }

    /// An event loop: one thread, whose own hand-overs keep their order, except those for later.
    Loop loop(String name) {
        return new Loop() {
            @Override
            public void execute(Runnable task) {
                send(name, name, task);
            }

            private long now;

            /// Some turns are followed by a pause, and some are not.
            @Override
            public long nanoTime() {
                now += dice.nextLong(TurnSchedule.MIN_PAUSE);
                return now;
            }

            @Override
            public long maxPauseNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public void executeAfterPause(Runnable task, long nanos) {
                running = "timer";
                send(name, name, task);
                running = name;
            }
        };
    }

    /// A thread for each task.
    Executor threads(String name) {
        return task -> send(name, new Object(), task);
    }

    void run(int steps) {
        for (int i = 0; i < steps && step(); i++) {}
    }

    void runToEnd() {
        while (step()) {}
    }

    private void send(String target, Object thread, Runnable task) {
        inTransit
                .computeIfAbsent(new Route(running, target), _ -> new ArrayDeque<>())
                .add(() -> {
                    running = thread;
                    task.run();
                });
    }

    private boolean step() {
        var busy = inTransit.values().stream().filter(queue -> !queue.isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        busy.get(dice.nextInt(busy.size())).remove().run();
        running = "test";
        return true;
    }

    private record Route(Object from, String to) {}
}
