package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.memory.Budget;
import io.tidings.sse.Frame;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
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

/// The subscribers of one event loop. Only tasks of that loop touch them, so nothing here is locked; public
/// methods may be called from any thread. A lane is offered every event after its start, once, in order. It
/// keeps the newest frames in a window: a cursor in the window is served from memory, an older one reads the
/// log until it is in the window.
public final class Lane {
    /// The backlog of a lane without subscribers before its loop is woken to take it, in bytes.
    private static final long MAX_IDLE_BACKLOG = 256 * 1024;

    private final Loop loop;
    private final StreamListener listener;
    private final Budget budget;
    private final FrameWindow window;
    private final CatchUp catchUp;
    private final Backlog backlog;
    private final SubscriberIndex subscribers = new SubscriberIndex();
    private final StreamChanges changes;
    private final Turn turn;
    private final TurnSchedule turns;
    private volatile boolean occupied;
    private int beats;

    /// Subscribers that may have to end by themselves.
    private int limited;

    public Lane(
            Loop loop,
            PageReader pageReader,
            WindowLimits limits,
            StreamListener listener,
            Telemetry telemetry,
            EventId start) {
        this.loop = loop;
        this.listener = listener;
        this.budget = pageReader.budget();
        this.window = new FrameWindow(limits, start);
        this.catchUp = new CatchUp(loop, pageReader, window, telemetry);
        this.backlog = new Backlog(limits.bytes());
        this.changes = new StreamChanges(loop, window, subscribers, catchUp, listener);
        this.turn = new Turn(loop, backlog, window, subscribers, catchUp, telemetry);
        this.turns = new TurnSchedule(loop, turn);
    }

    /// Opens a stream on the loop, and registers it in the same task, so that it misses no event after its
    /// client hears that the stream is open. The supplier returns nothing if the client is gone by then.
    public void add(Supplier<Optional<Subscriber>> stream) {
        loop.execute(() -> {
            wakeUp();
            stream.get().ifPresent(this::register);
            occupied = !subscribers.isEmpty();
        });
    }

    /// The frames that have gathered are older than the stream that opens. Later ones may be newer, and wait
    /// for it.
    private void wakeUp() {
        if (!occupied) {
            occupied = true;
            takeAll();
        }
    }

    private void register(Subscriber subscriber) {
        listener.opened(subscriber);
        subscribers.add(subscriber);
        limited += subscriber.holder().isLimited() ? 1 : 0;
        catchUp.begin(subscriber);
    }

    /// Removes a subscriber whose connection is gone. More than once does no harm.
    public void remove(Subscriber subscriber) {
        remove(subscriber, () -> {});
    }

    /// The same; then runs an action on the loop. All that was asked of the stream has been done or refused by then.
    public void remove(Subscriber subscriber, Runnable whenRemoved) {
        loop.execute(() -> {
            var end = subscriber.markClosed();
            catchUp.cancel(subscriber);
            if (subscribers.remove(subscriber)) {
                listener.closed(subscriber, end);
                limited -= subscriber.holder().isLimited() ? 1 : 0;
                occupied = !subscribers.isEmpty();
            }
            whenRemoved.run();
        });
    }

    /// Changes the topics of an open stream. The decision gets those that the stream wants, on the loop, more
    /// than once if the stream has to wait for its position; it may throw. Completes on the loop with those
    /// that the stream wants from then on, or with nothing if it is over; fails with what the decision has
    /// thrown, or with a [ChangeRefusedException]. What matches before and after the change is sent once and
    /// in order, whether the stream is live or reads the log.
    public CompletionStage<Optional<Patterns>> change(Subscriber subscriber, Function<Patterns, TopicChange> decision) {
        var changed = new CompletableFuture<Optional<Patterns>>();
        loop.execute(() -> changes.change(subscriber, decision, changed));
        return changed;
    }

    /// Lets the holder of an open stream show another credential: runs the renewal on the loop, which returns
    /// the patterns whose private events the stream may read from then on. Completes on the loop, with false
    /// if the stream is over; fails with what the renewal throws.
    public CompletionStage<Boolean> renew(Subscriber subscriber, Supplier<Patterns> renewal) {
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean wasLimited = subscriber.holder().isLimited();
                    boolean isRenewed = changes.renew(subscriber, renewal);
                    limited += (subscriber.holder().isLimited() ? 1 : 0) - (wasLimited ? 1 : 0);
                    return isRenewed;
                },
                loop);
    }

    /// The id of the newest event that it was offered. Call on the loop.
    EventId head() {
        return window.head();
    }

    /// Sends a heartbeat to each subscriber that was sent nothing for this many beats, and resumes those that
    /// could not read. If memory is short, it ends the streams whose clients have taken nothing for that
    /// time: they hold memory that others need, and come back with their cursors.
    public void beat(int patience) {
        loop.execute(() -> {
            subscribers.beat(patience, window.head());
            if (++beats % patience == 0 && budget.isShort()) {
                subscribers.forEach(Subscriber::abortIfStalled);
            }
            catchUp.retry();
        });
    }

    /// Ends the streams that may not go on at this time.
    public void expire(Instant now) {
        loop.execute(() -> {
            if (limited > 0) {
                subscribers.forEach(subscriber -> subscriber.expire(now, window.head()));
            }
        });
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

    /// Collects what a function finds out about each open stream. It is called on the loop, for every stream in one
    /// task, so it must be quick. Ends on the loop.
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

    private void forEachOpen(Consumer<Subscriber> action) {
        subscribers.forEach(subscriber -> {
            if (!subscriber.isClosed()) {
                action.accept(subscriber);
            }
        });
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

    /// What is offered to the streams of this lane: call on the loop.
    public RecentFrames recent() {
        return window.recent();
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

    /// Offers frames that follow those offered before. The frames between two turns of the loop go out in one
    /// write for each subscriber. Beyond the limit of the backlog a lane keeps no frames, and its subscribers
    /// read on from the log. A lane without subscribers lets some gather rather than wake its loop for each.
    /// For one thread, which also calls [#interrupt].
    void offer(List<Frame> frames) {
        backlog.add(frames);
        if (occupied || backlog.bytes() > MAX_IDLE_BACKLOG) {
            turns.request();
        }
    }

    /// Sends all live subscribers to the log, since frames up to the id may be missing between those offered
    /// before and those that come next.
    void interrupt(EventId id) {
        backlog.miss(id);
        turns.request();
    }

    /// Sends the frames that wait, and forgets the window: the log has dropped some of its events.
    void forget() {
        loop.execute(() -> {
            takeAll();
            window.clear();
        });
    }

    private void takeAll() {
        while (turn.hasWork()) {
            turn.take();
        }
    }
}
