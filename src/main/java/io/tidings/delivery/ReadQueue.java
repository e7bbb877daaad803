package io.tidings.delivery;

import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Place;
import io.tidings.memory.Use;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The subscribers of a lane that are about to read the log. Each has a place of its own in the queue of
/// the budget, and waits there until there is room for its page; but if one client has many, most of
/// them wait for the first few to be read, and for room in the share of their client, and take no place before
/// anybody else. Owned by the lane's event loop.
final class ReadQueue {
    private final Loop loop;
    private final PageReader pageReader;
    private final BiConsumer<Subscriber, Hold> read;

    /// How each of them leaves its place.
    private final Map<Subscriber, Runnable> waiting = new HashMap<>();

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
                || clients.computeIfAbsent(
                                client.get(),
                                address -> new ReadsOfClient(pageReader.shares().enter(address)))
                        .begin(subscriber);
        if (isItsTurn) {
            ask(subscriber);
        }
    }

    private void ask(Subscriber subscriber) {
        ask(subscriber, pageReader.firstBytes());
    }

    /// Waits for room for this many bytes. A read that was called back and has turned out to need more asks again, and
    /// stays one of those of its client that have begun.
    void ask(Subscriber subscriber, long bytes) {
        var place = readsOfClient(subscriber)
                .map(reads -> holdInTurn(reads.share(), bytes, ofClient -> askOfAll(subscriber, ofClient)))
                .orElseGet(() -> holdInTurn(pageReader.budget(), bytes, hold -> serve(subscriber, hold)));
        waiting.put(subscriber, place::leave);
    }

    /// The page has its turn among those of its client first, and then among those of all.
    private void askOfAll(Subscriber subscriber, Hold ofClient) {
        if (waiting.remove(subscriber) == null) {
            ofClient.release();
            return;
        }
        var place = holdInTurn(pageReader.budget(), ofClient.bytes(), hold -> serve(subscriber, hold.with(ofClient)));
        waiting.put(subscriber, () -> {
            if (place.leave()) {
                ofClient.release();
            }
        });
    }

    private Place holdInTurn(Budget budget, long bytes, Consumer<Hold> action) {
        return budget.holdInTurn(Use.SENDING, bytes, hold -> loop.execute(() -> action.accept(hold)));
    }

    void remove(Subscriber subscriber) {
        var leave = waiting.remove(subscriber);
        if (leave != null) {
            leave.run();
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
                .filter(client ->
                        clients.containsKey(client) && clients.get(client).isOver())
                .ifPresent(this::forget);
    }

    private void forget(String client) {
        clients.remove(client);
        pageReader.shares().leave(client);
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
