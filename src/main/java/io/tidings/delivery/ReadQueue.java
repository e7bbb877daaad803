package io.tidings.delivery;

import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/// The subscribers of a lane that are about to read the log. Each waits for its turn until the budget has
/// room for a page. Owned by the lane's event loop.
final class ReadQueue {
    private final Loop loop;
    private final PageReader pageReader;
    private final BiConsumer<Subscriber, Hold> read;
    private final Set<Subscriber> waiting = new LinkedHashSet<>();
    private boolean waitsForRoom;

    /// Calls back on the loop with a subscriber whose turn it is, and what is held for its page.
    ReadQueue(Loop loop, PageReader pageReader, BiConsumer<Subscriber, Hold> read) {
        this.loop = loop;
        this.pageReader = pageReader;
        this.read = read;
    }

    void add(Subscriber subscriber) {
        waiting.add(subscriber);
        serve();
    }

    void remove(Subscriber subscriber) {
        waiting.remove(subscriber);
    }

    private void serve() {
        while (!waiting.isEmpty()) {
            var hold = pageReader.budget().tryHold(Use.SENDING, pageReader.maxBytes());
            if (hold == null) {
                askForRoom();
                return;
            }
            var next = waiting.iterator().next();
            waiting.remove(next);
            read.accept(next, hold);
        }
    }

    private void askForRoom() {
        if (waitsForRoom) {
            return;
        }
        waitsForRoom = true;
        pageReader
                .budget()
                .whenThereIsRoom(
                        Use.SENDING,
                        pageReader.maxBytes(),
                        () -> loop.execute(() -> {
                            waitsForRoom = false;
                            serve();
                        }));
    }
}
