package io.tidings.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

/// Runs a lane's turns on its loop: at once if the lane is idle. After a long turn it pauses in proportion to the
/// time of that turn, so that the frames offered meanwhile go out together: a write of several events costs little
/// more than a write of one. Where writes are quick, no event waits.
final class TurnSchedule {
    /// Where events come faster than turns, a lane is at work a fifth of the time. At a thousand events a second to a
    /// hundred subscribers, a pause of twice the turn takes a third more CPU for 0.3 ms less of latency, and one of
    /// eight times a quarter less CPU for 0.5 ms more (docs/performance.md).
    private static final int PAUSE_PER_TURN = 4;

    /// A shorter pause costs more than it saves, in nanoseconds.
    static final long MIN_PAUSE = 100_000;

    private static final long PAUSE_AFTER_FAILURE = 10_000_000;

    private final Loop loop;
    private final Turn turn;
    private final AtomicBoolean due = new AtomicBoolean();

    TurnSchedule(Loop loop, Turn turn) {
        this.loop = loop;
        this.turn = turn;
    }

    /// The pause after a turn, in nanoseconds as the turn is.
    static long pauseAfter(long turnNanos, long maxPauseNanos) {
        long pause = Math.min(PAUSE_PER_TURN * turnNanos, maxPauseNanos);
        return pause < MIN_PAUSE ? 0 : pause;
    }

    /// Call when there is something to take. If the loop refuses the task, the next call tries again. Any
    /// thread may call it.
    void request() {
        if (due.compareAndSet(false, true)) {
            boolean accepted = false;
            try {
                loop.execute(this::run);
                accepted = true;
            } finally {
                if (!accepted) {
                    due.set(false);
                }
            }
        }
    }

    /// As long as another turn follows it stays due, so that an offer does not wake the loop. Another turn
    /// follows a turn that failed, whatever the failure: a lane without turns would never send again.
    private void run() {
        boolean ended = false;
        try {
            long begin = loop.nanoTime();
            var outcome = turn.take();
            scheduleNext(outcome, loop.nanoTime() - begin);
            ended = true;
        } finally {
            if (!ended) {
                tryAgain();
            }
        }
    }

    /// If the loop refuses that as well, the next [#request] does.
    private void tryAgain() {
        boolean accepted = false;
        try {
            loop.executeAfterPause(this::run, PAUSE_AFTER_FAILURE);
            accepted = true;
        } finally {
            if (!accepted) {
                due.set(false);
            }
        }
    }

    private void scheduleNext(Turn.Outcome outcome, long turnNanos) {
        switch (outcome) {
            case BEHIND -> loop.execute(this::run);
            case SENT -> {
                long pause = pauseAfter(turnNanos, loop.maxPauseNanos());
                if (pause == 0) {
                    rest();
                } else {
                    loop.executeAfterPause(this::run, pause);
                }
            }
            case IDLE -> rest();
        }
    }

    private void rest() {
        due.set(false);
        if (turn.hasWork()) {
            request();
        }
    }
}
