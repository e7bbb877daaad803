package io.tidings.control;

import io.tidings.event.Patterns;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// What the grants of open streams take of the budget. Streams with equal grants share them, so these count once:
/// a user with many grants and several streams must not keep out others. Any thread may call it.
@Singleton
public class GrantBytes {
    private final Budget budget;
    private final Map<Patterns, Integer> streams = new HashMap<>();

    GrantBytes(Budget budget) {
        this.budget = budget;
    }

    /// Counts a stream with these grants; false if there is no room for them.
    public synchronized boolean tryAdd(Patterns grants) {
        if (grants.bytes() == 0) {
            return true;
        }
        int known = streams.getOrDefault(grants, 0);
        if (known == 0 && !budget.tryTake(Use.STREAMS, grants.bytes())) {
            return false;
        }
        streams.put(grants, known + 1);
        return true;
    }

    /// A stream with these grants is over.
    public void remove(Patterns grants) {
        if (grants.bytes() > 0 && removeLast(grants)) {
            budget.give(Use.STREAMS, grants.bytes());
        }
    }

    /// A stream has other grants from now on. Throws if there is no room for them.
    void exchange(Patterns before, Patterns after) {
        if (!tryAdd(after)) {
            throw new RefusedException(
                    Refusal.OUT_OF_MEMORY, "This node has no memory left for the grants of the token: try again.");
        }
        remove(before);
    }

    /// Whether it was the last one with them.
    private synchronized boolean removeLast(Patterns grants) {
        return streams.computeIfPresent(grants, (_, count) -> count > 1 ? count - 1 : null) == null;
    }
}
