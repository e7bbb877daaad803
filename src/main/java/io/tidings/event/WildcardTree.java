package io.tidings.event;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Values by wildcards, with a level for each segment: finding those that match a topic takes time in its segments, not
/// in the number of wildcards. One thread may change it while no other uses it.
final class WildcardTree<V> {
    private final Map<String, WildcardTree<V>> bySegment = new HashMap<>(2);
    private final Set<V> endingHere = new LinkedHashSet<>(2);

    void add(Wildcard wildcard, V value) {
        var tree = this;
        for (var segment : wildcard.segments()) {
            tree = tree.bySegment.computeIfAbsent(segment, _ -> new WildcardTree<>());
        }
        tree.endingHere.add(value);
    }

    void remove(Wildcard wildcard, V value) {
        remove(wildcard, 0, value);
    }

    private void remove(Wildcard wildcard, int depth, V value) {
        if (depth == wildcard.segments().size()) {
            endingHere.remove(value);
            return;
        }
        bySegment.computeIfPresent(wildcard.segments().get(depth), (_, next) -> {
            next.remove(wildcard, depth + 1, value);
            return next.isEmpty() ? null : next;
        });
    }

    boolean isEmpty() {
        return bySegment.isEmpty() && endingHere.isEmpty();
    }

    /// Offers the values of the wildcards that match, until the action returns true; returns whether it did.
    boolean anyMatch(Topic topic, Predicate<V> action) {
        return topic.isOfTheHub()
                ? descend(bySegment.get(Topic.OF_THE_HUB), topic.name(), Topic.OF_THE_HUB.length() + 1, action)
                : visit(topic.name(), 0, action);
    }

    /// Walks the name from the start of a segment. Past its end all segments were matched.
    private boolean visit(String name, int start, Predicate<V> action) {
        if (start > name.length()) {
            return offer(action);
        }
        if (bySegment.isEmpty()) {
            return false;
        }
        int slash = name.indexOf('/', start);
        int end = slash < 0 ? name.length() : slash;
        var rest = bySegment.get(Wildcard.REST);
        return (rest != null && rest.offer(action))
                || descend(bySegment.get(Wildcard.ONE_SEGMENT), name, end + 1, action)
                || descend(bySegment.get(name.substring(start, end)), name, end + 1, action);
    }

    private static <V> boolean descend(@Nullable WildcardTree<V> next, String name, int start, Predicate<V> action) {
        return next != null && next.visit(name, start, action);
    }

    private boolean offer(Predicate<V> action) {
        for (var value : endingHere) {
            if (action.test(value)) {
                return true;
            }
        }
        return false;
    }
}
