package io.tidings.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

/// Runs a lane's turns on its loop: at once if the lane was idle, after the moment in which frames are
/// gathered if it is busy.
final class TurnSchedule {
    private final Loop loop;
    private final Turn turn;
    private final AtomicBoolean due = new AtomicBoolean();

    TurnSchedule(Loop loop, Turn turn) {
        this.loop = loop;
        this.turn = turn;
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
        var outcome = Turn.Outcome.SENT;
        try {
            outcome = turn.take();
        } finally {
            scheduleNext(outcome);
        }
    }

    private void scheduleNext(Turn.Outcome outcome) {
        switch (outcome) {
            case BEHIND -> loop.execute(this::run);
            case SENT -> loop.executeLater(this::run);
            case IDLE -> {
                due.set(false);
                if (turn.hasWork()) {
                    request();
                }
            }
        }
    }
}
