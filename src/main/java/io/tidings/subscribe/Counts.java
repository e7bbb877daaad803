package io.tidings.subscribe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many there are of each name. Any thread may call it. Names are texts, which a map still finds by their
/// order where clients choose many with one hash.
final class Counts {
    private final Map<String, Integer> byName = new ConcurrentHashMap<>();

    /// Counts one more, unless there are as many already.
    boolean tryAdd(String name, int most) {
        if (byName.merge(name, 1, Integer::sum) <= most) {
            return true;
        }
        remove(name);
        return false;
    }

    /// One less.
    void remove(String name) {
        byName.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null);
    }
}
