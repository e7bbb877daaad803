package io.tidings.delivery;

import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicIndex;
import io.tidings.event.TopicMatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The number of subscribers of this node by the matchers they subscribed with. Any thread may call it. Opening or
/// closing a stream never waits: while a thread counts, changes queue up, and that thread carries them out.
public final class SubscriberCounts {
    /// By matchers as they are written. Clients choose them, and can choose many with one hash: a map still finds texts
    /// by their order then.
    private final Map<String, Integer> counts = new HashMap<>();

    /// Those that match more than one topic; the others are found by their topic.
    private final TopicIndex<TopicMatcher> index = new TopicIndex<>();

    private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    public void add(Patterns patterns) {
        changes.add(() -> patterns.all().forEach(this::add));
        changeUnlessLocked();
    }

    public void remove(Patterns patterns) {
        changes.add(() -> patterns.all().forEach(this::remove));
        changeUnlessLocked();
    }

    /// The subscribers of a topic. A subscriber counts once for each of its matchers that match.
    public long of(Topic topic) {
        lock.lock();
        try {
            change();
            var sum = new AtomicLong(count(topic.name()));
            index.forEachMatch(topic, matcher -> sum.addAndGet(count(matcher.toString())));
            return sum.get();
        } finally {
            lock.unlock();
            changeUnlessLocked();
        }
    }

    private void changeUnlessLocked() {
        while (!changes.isEmpty() && lock.tryLock()) {
            try {
                change();
            } finally {
                lock.unlock();
            }
        }
    }

    private void change() {
        for (var change = changes.poll(); change != null; change = changes.poll()) {
            change.run();
        }
    }

    private void add(TopicMatcher matcher) {
        boolean isNew = counts.merge(matcher.toString(), 1, Integer::sum) == 1;
        if (isNew && matcher.exact().isEmpty()) {
            index.add(matcher, matcher);
        }
    }

    private void remove(TopicMatcher matcher) {
        boolean isGone =
                counts.computeIfPresent(matcher.toString(), (_, count) -> count > 1 ? count - 1 : null) == null;
        if (isGone && matcher.exact().isEmpty()) {
            index.remove(matcher, matcher);
        }
    }

    private int count(String matcher) {
        return counts.getOrDefault(matcher, 0);
    }
}
