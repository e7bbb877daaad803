package io.tidings.memory;

import java.util.function.Consumer;

/// A place in the queue of those that wait for room in the [Budget]. Each one is distinct. Any thread may call it.
public final class Place {
    final Use use;
    final long bytes;
    final Consumer<Hold> callback;
    private final Budget budget;

    Place(Budget budget, Use use, long bytes, Consumer<Hold> callback) {
        this.budget = budget;
        this.use = use;
        this.bytes = bytes;
        this.callback = callback;
    }

    /// Waits no longer. False if it has been served: its callback got a hold, or is about to.
    public boolean leave() {
        return budget.leave(this);
    }
}
