package io.tidings.delivery;

import io.tidings.telemetry.StreamEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The open streams of a lane, to look at and to end. The loop does what is asked, in one task; any thread may
/// ask, but for [#recent].
public final class LaneStreams {
    private final Loop loop;
    private final FrameWindow window;
    private final SubscriberIndex subscribers;

    LaneStreams(Loop loop, FrameWindow window, SubscriberIndex subscribers) {
        this.loop = loop;
        this.window = window;
        this.subscribers = subscribers;
    }

    /// Counts the open streams by their states. Ends on the loop.
    public CompletionStage<Map<StreamState, Integer>> states() {
        return CompletableFuture.supplyAsync(
                () -> {
                    var counts = new EnumMap<StreamState, Integer>(StreamState.class);
                    forEachOpen(subscriber -> counts.merge(subscriber.state(), 1, Integer::sum));
                    return counts;
                },
                loop);
    }

    /// Collects what a function finds out about each open stream. It is called on the loop, for every
    /// stream in one task, so it must be quick. Ends on the loop.
    public <T> CompletionStage<List<T>> collect(Function<Subscriber, Optional<T>> about) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var found = new ArrayList<T>();
                    forEachOpen(subscriber -> about.apply(subscriber).ifPresent(found::add));
                    return found;
                },
                loop);
    }

    /// Asks for something on the loop: it must be quick. Ends on the loop.
    public <T> CompletionStage<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, loop);
    }

    /// The newest frames that the lane was offered. Call on the loop.
    public RecentFrames recent() {
        return window.recent();
    }

    /// Ends an open stream. Completes on the loop, with false if it is over already.
    public CompletionStage<Boolean> end(Subscriber subscriber) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean isOpen = !subscriber.isClosed();
                    subscriber.close(StreamEnd.ENDED, window.head());
                    return isOpen;
                },
                loop);
    }

    /// Ends those that may not go on at this time.
    public void expire(Instant now) {
        loop.execute(() -> subscribers.expire(now, window.head()));
    }

    /// Closes ⌈open / n⌉ streams; n = 1 closes all.
    public void close(long n) {
        loop.execute(() -> {
            var open = new ArrayList<Subscriber>();
            forEachOpen(open::add);
            open.stream()
                    .limit(Math.ceilDiv(open.size(), n))
                    .forEach(subscriber -> subscriber.close(StreamEnd.DRAINED, window.head()));
        });
    }

    private void forEachOpen(Consumer<Subscriber> action) {
        subscribers.forEach(subscriber -> {
            if (!subscriber.isClosed()) {
                action.accept(subscriber);
            }
        });
    }
}
