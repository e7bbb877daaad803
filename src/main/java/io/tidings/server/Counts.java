package io.tidings.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many there are of each name. Any thread may call it. Names are texts, which a map still finds by their
/// order where clients choose many with one hash.
public final class Counts {
    private final Map<String, Integer> byName = new ConcurrentHashMap<>();

    /// Counts one more, unless there are as many already.
    public boolean tryAdd(String name, int most) {
        if (byName.merge(name, 1, Integer::sum) <= most) {
            return true;
        }
        remove(name);
        return false;
    }

    /// One less.
    public void remove(String name) {
        byName.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null);
    }
}
