package io.tidings.delivery;

import java.util.concurrent.Executor;

/// The one thread of a lane, which carries out what it is handed, in order. Any thread may hand it something.
public interface Loop extends Executor {
    /// Carries it out after the moment for which a busy lane gathers what is offered.
    void executeLater(Runnable task);
}
