package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.sse.Frame;
import io.tidings.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final ClientShares shares;
    private final FrameWindow window;
    private final CatchUp catchUp;
    private final Backlog backlog;
    private final SubscriberIndex subscribers = new SubscriberIndex();
    private final LaneStreams streams;
    private final StreamChanges changes;
    private final Turn turn;
    private final TurnSchedule turns;
    private volatile boolean occupied;
    private int beats;

    /// One that is offered every event after the start.
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
        this.shares = pageReader.shares();
        this.window = new FrameWindow(limits, start);
        this.catchUp = new CatchUp(loop, pageReader, window, telemetry);
        this.backlog = new Backlog(limits.bytes());
        this.streams = new LaneStreams(loop, window, subscribers);
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
                occupied = !subscribers.isEmpty();
            }
            whenRemoved.run();
        });
    }

    /// Its open streams, to look at and to end.
    public LaneStreams streams() {
        return streams;
    }

    /// For changes of its open streams: of their topics, and of what they may read.
    public StreamChanges changes() {
        return changes;
    }

    /// The id of the newest event that it was offered. Call on the loop.
    EventId head() {
        return window.head();
    }

    /// Sends a heartbeat to each subscriber that was sent nothing for this many beats, and resumes those that
    /// could not read. If memory is short, it ends the streams whose clients have taken nothing for that
    /// time: they hold memory that others need, and come back with their cursors. If the share of a client is,
    /// those of that client. Streams that were told to end do not wait longer for their clients in any case.
    public void beat(int patience) {
        loop.execute(() -> {
            subscribers.beat(patience, window.head());
            if (++beats % patience == 0) {
                endStalled();
            }
            catchUp.retry();
        });
    }

    private void endStalled() {
        shares.forget();
        var waiting = shares.waiting();
        boolean isShort = budget.isShort();
        subscribers.forEach(subscriber -> {
            if (isShort || subscriber.isClosed() || isOneOf(waiting, subscriber)) {
                subscriber.abortIfStalled();
            }
        });
    }

    private static boolean isOneOf(Set<String> clients, Subscriber subscriber) {
        return !clients.isEmpty()
                && subscriber.holder().client().filter(clients::contains).isPresent();
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
