package io.tidings.event;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Values by the forms of topics that they are for, a level for each segment, so that finding those of a topic takes
/// as many steps as it has segments, however many forms there are. For one thread.
public final class PatternTree<V> {
    private final Map<String, PatternTree<V>> bySegment = new HashMap<>(2);
    private final Set<V> endingHere = new LinkedHashSet<>(2);

    public void add(TopicPattern.Form form, V value) {
        var tree = this;
        for (var segment : form.segments()) {
            tree = tree.bySegment.computeIfAbsent(segment, _ -> new PatternTree<>());
        }
        tree.endingHere.add(value);
    }

    public void remove(TopicPattern.Form form, V value) {
        remove(form, 0, value);
    }

    private void remove(TopicPattern.Form form, int depth, V value) {
        if (depth == form.segments().size()) {
            endingHere.remove(value);
            return;
        }
        bySegment.computeIfPresent(form.segments().get(depth), (_, next) -> {
            next.remove(form, depth + 1, value);
            return next.isEmpty() ? null : next;
        });
    }

    private boolean isEmpty() {
        return bySegment.isEmpty() && endingHere.isEmpty();
    }

    /// Visits the values whose forms match; one that was added with several of them, several times.
    public void forEachThatMatches(Topic topic, Consumer<V> action) {
        visit(topic.name(), 0, action);
    }

    /// Walks the name from the start of a segment, as [TopicPattern.Form#matches] does.
    private void visit(String name, int start, Consumer<V> action) {
        if (start > name.length()) {
            endingHere.forEach(action);
            return;
        }
        if (bySegment.isEmpty()) {
            return;
        }
        int slash = name.indexOf('/', start);
        int end = slash < 0 ? name.length() : slash;
        var rest = bySegment.get("**");
        if (rest != null) {
            rest.endingHere.forEach(action);
        }
        go(bySegment.get("*"), name, end + 1, action);
        go(bySegment.get(name.substring(start, end)), name, end + 1, action);
    }

    private static <V> void go(@Nullable PatternTree<V> next, String name, int start, Consumer<V> action) {
        if (next != null) {
            next.visit(name, start, action);
        }
    }
}
