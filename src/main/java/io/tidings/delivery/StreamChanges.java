package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/// Changes what the open streams of a lane want, and what they may read, between two writes. Any thread
/// may call it; the loop does what is asked.
public final class StreamChanges {
    /// How long a change may have to wait for the position of its stream: a second in all.
    private static final int MAX_WAITS = 20;

    private static final long WAIT_NANOS = 50_000_000;

    private final Loop loop;
    private final FrameWindow window;
    private final SubscriberIndex subscribers;
    private final CatchUp catchUp;
    private final StreamListener listener;

    StreamChanges(
            Loop loop, FrameWindow window, SubscriberIndex subscribers, CatchUp catchUp, StreamListener listener) {
        this.loop = loop;
        this.window = window;
        this.subscribers = subscribers;
        this.catchUp = catchUp;
        this.listener = listener;
    }

    /// Changes the topics of an open stream. The decision gets those that the stream wants, on the loop,
    /// more than once if the stream has to wait for its position; it may throw. Completes on the loop
    /// with those that the stream wants from then on, or with nothing if it is over; fails with what the
    /// decision has thrown, or with a [ChangeRefusedException]. What matches before and after the change
    /// is sent once and in order, whether the stream is live or reads the log.
    public CompletionStage<Optional<Patterns>> change(Subscriber subscriber, Function<Patterns, TopicChange> decision) {
        var changed = new CompletableFuture<Optional<Patterns>>();
        loop.execute(() -> change(subscriber, decision, changed, MAX_WAITS));
        return changed;
    }

    /// A stream that has only begun to read may have no position yet, and a client may know of an event that
    /// this lane was not offered yet.
    private void change(
            Subscriber subscriber,
            Function<Patterns, TopicChange> decision,
            CompletableFuture<Optional<Patterns>> changed,
            int waits) {
        try {
            if (isOver(subscriber)) {
                changed.complete(Optional.empty());
                return;
            }
            var change = decision.apply(subscriber.selection().wanted());
            boolean isAhead = change.replay() instanceof Cursor.After(var id) && id.isAfter(window.head());
            var position = position(subscriber);
            if ((isAhead || position.isEmpty()) && waits > 0) {
                loop.executeAfterPause(() -> change(subscriber, decision, changed, waits - 1), WAIT_NANOS);
                return;
            }
            if (position.isEmpty()) {
                throw new ChangeRefusedException("its first replay has not begun yet");
            }
            if (!subscriber.changes().hasRoomAt(position.get())) {
                throw new ChangeRefusedException("its client has not been sent what earlier changes asked for");
            }
            apply(isAhead ? change.withoutReplay() : change, subscriber, position.get());
            changed.complete(Optional.of(subscriber.selection().wanted()));
        } catch (RuntimeException e) {
            changed.completeExceptionally(e);
        }
    }

    private boolean isOver(Subscriber subscriber) {
        return subscriber.isClosed() || !subscribers.contains(subscriber);
    }

    /// The position of a stream, if it has one in this log. Before that its topics cannot be changed.
    private Optional<EventId> position(Subscriber subscriber) {
        var head = window.head();
        return subscriber.position(head).filter(id -> subscriber.isLive() || !id.isAfter(head));
    }

    /// A live stream with a replay, or whose client does not read, goes back to the log.
    private void apply(TopicChange change, Subscriber subscriber, EventId position) {
        var before = subscriber.selection();
        var wanted = change.applyTo(before.wanted());
        var added = change.newTo(before.wanted());
        subscribers.change(subscriber, () -> {
            subscriber.rememberedChanges().change(wanted, added, change.replay(), position, window.head());
            subscriber.select(new Selection(wanted, before.readable()), window.head());
        });
        listener.changed(subscriber, before);
        boolean isFull = subscriber.isFull();
        if (!isFull) {
            subscriber.tellTopics();
        }
        if (subscriber.isLive() && (isFull || subscriber.changes().hasReplay())) {
            subscriber.fallBehind(window.head());
            catchUp.resumeWhenWritable(subscriber);
        }
    }

    /// Lets the holder of an open stream show another credential: runs the renewal on the loop, which
    /// returns the patterns whose private events the stream may read from then on. Completes on the
    /// loop, with false if the stream is over; fails with what the renewal throws.
    public CompletionStage<Boolean> renew(Subscriber subscriber, Supplier<Patterns> renewal) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean isOpen = !isOver(subscriber);
                    if (isOpen) {
                        subscribers.change(subscriber, () -> read(renewal.get(), subscriber));
                    }
                    return isOpen;
                },
                loop);
    }

    private void read(Patterns readable, Subscriber subscriber) {
        subscriber.rememberedChanges().invalidate();
        subscriber.select(new Selection(subscriber.selection().wanted(), readable), window.head());
    }
}
