package io.tidings.delivery;

import java.util.concurrent.Executor;

/// The one thread of a lane, which carries out what it is handed, in order. Any thread may hand it something.
public interface Loop extends Executor {
    /// The time by which turns are measured, in nanoseconds from any moment on.
    long nanoTime();

    /// Carries it out after a pause, in nanoseconds.
    void executeAfterPause(Runnable task, long nanos);

    /// The longest pause for which a busy lane may gather what is offered, in nanoseconds; 0 for none.
    long maxPauseNanos();
}
