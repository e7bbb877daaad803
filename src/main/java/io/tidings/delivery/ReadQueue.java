package io.tidings.delivery;

import io.tidings.memory.Hold;
import io.tidings.memory.Place;
import io.tidings.memory.Use;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The subscribers of a lane that are about to read the log. Each has a place of its own in the queue of
/// the budget, and waits there until there is room for its page; but if one client has many, most of
/// them wait for the first few to be read, and take no place before anybody else. Owned by the lane's
/// event loop.
final class ReadQueue {
    private final Loop loop;
    private final PageReader pageReader;
    private final BiConsumer<Subscriber, Hold> read;
    private final Map<Subscriber, Place> waiting = new HashMap<>();
    private final Map<String, ReadsOfClient> clients = new HashMap<>();

    /// Calls back on the loop with a subscriber whose turn it is, and what is held for its page. After
    /// the page is read, or could not be, [#finish] has to be called.
    ReadQueue(Loop loop, PageReader pageReader, BiConsumer<Subscriber, Hold> read) {
        this.loop = loop;
        this.pageReader = pageReader;
        this.read = read;
    }

    void add(Subscriber subscriber) {
        if (waiting.containsKey(subscriber)) {
            return;
        }
        var client = subscriber.holder().client();
        boolean isItsTurn = client.isEmpty()
                || clients.computeIfAbsent(client.get(), _ -> new ReadsOfClient())
                        .begin(subscriber);
        if (isItsTurn) {
            ask(subscriber);
        }
    }

    private void ask(Subscriber subscriber) {
        var place = pageReader
                .budget()
                .holdInTurn(Use.SENDING, pageReader.maxBytes(), hold -> loop.execute(() -> serve(subscriber, hold)));
        waiting.put(subscriber, place);
    }

    void remove(Subscriber subscriber) {
        var place = waiting.remove(subscriber);
        if (place != null) {
            place.leave();
            finish(subscriber);
        } else {
            readsOfClient(subscriber).ifPresent(reads -> reads.remove(subscriber));
        }
    }

    /// The read of a subscriber that was called back is over.
    void finish(Subscriber subscriber) {
        readsOfClient(subscriber).flatMap(ReadsOfClient::end).ifPresent(this::ask);
        subscriber
                .holder()
                .client()
                .ifPresent(client -> clients.computeIfPresent(client, (_, reads) -> reads.isOver() ? null : reads));
    }

    private Optional<ReadsOfClient> readsOfClient(Subscriber subscriber) {
        return subscriber.holder().client().map(clients::get);
    }

    /// What was on its way for a subscriber that has left serves nobody.
    private void serve(Subscriber subscriber, Hold hold) {
        if (waiting.remove(subscriber) == null) {
            hold.release();
            return;
        }
        read.accept(subscriber, hold);
    }

    /// How many clients have reads.
    int clients() {
        return clients.size();
    }
}
