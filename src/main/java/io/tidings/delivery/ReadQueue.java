package io.tidings.delivery;

import io.tidings.memory.Hold;
import io.tidings.memory.Place;
import io.tidings.memory.Use;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// The subscribers of a lane that are about to read the log. Each has a place of its own in the queue of the
/// budget, and waits there until there is room for its page. Owned by the lane's event loop.
final class ReadQueue {
    private final Loop loop;
    private final PageReader pageReader;
    private final BiConsumer<Subscriber, Hold> read;
    private final Map<Subscriber, Place> waiting = new HashMap<>();

    /// Calls back on the loop with a subscriber whose turn it is, and what is held for its page.
    ReadQueue(Loop loop, PageReader pageReader, BiConsumer<Subscriber, Hold> read) {
        this.loop = loop;
        this.pageReader = pageReader;
        this.read = read;
    }

    void add(Subscriber subscriber) {
        waiting.computeIfAbsent(
                subscriber,
                _ -> pageReader
                        .budget()
                        .holdInTurn(
                                Use.SENDING,
                                pageReader.maxBytes(),
                                hold -> loop.execute(() -> serve(subscriber, hold))));
    }

    void remove(Subscriber subscriber) {
        var place = waiting.remove(subscriber);
        if (place != null) {
            place.leave();
        }
    }

    /// What was on its way for a subscriber that has left serves nobody.
    private void serve(Subscriber subscriber, Hold hold) {
        if (waiting.remove(subscriber) == null) {
            hold.release();
            return;
        }
        read.accept(subscriber, hold);
    }
}
