package io.tidings.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The lowest of very many elements, in order, without holding or sorting all of them. For one thread.
public final class Lowest<T> {
    private final int most;
    private final Comparator<T> order;
    private final PriorityQueue<T> highestFirst;
    private boolean cut;

    /// At most this many, which must be more than can be equal.
    public Lowest(int most, Comparator<T> order) {
        this.most = most;
        this.order = order;
        this.highestFirst = new PriorityQueue<>(order.reversed());
    }

    public void offer(T element) {
        if (highestFirst.size() < most) {
            highestFirst.add(element);
            return;
        }
        cut = true;
        if (order.compare(element, highestFirst.element()) < 0) {
            highestFirst.remove();
            highestFirst.add(element);
        }
    }

    /// Whether there are more than those.
    public boolean isCut() {
        return cut;
    }

    /// The lowest first. If there are more, the highest of them are left out, since others may be equal to them.
    public List<T> ascending() {
        var lowest = new ArrayList<>(highestFirst);
        lowest.sort(order);
        if (cut) {
            var highest = lowest.getLast();
            lowest.removeIf(element -> order.compare(element, highest) == 0);
        }
        return lowest;
    }
}
