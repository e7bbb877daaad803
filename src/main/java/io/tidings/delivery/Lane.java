package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.memory.Budget;
import io.tidings.sse.Frame;
import io.tidings.telemetry.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The subscribers of one event loop. That loop alone touches them, so nothing here is locked; public methods may be
/// called from any thread. A lane is offered every event after its start, once, in order. It keeps the newest frames,
/// so a cursor among them is served from memory; an older one reads the log until it is among them.
public final class Lane {
    private static final Logger LOG = System.getLogger(Lane.class.getName());
    private static final int MOST_BATCHES_A_TURN = 64;

    private final Loop loop;
    private final SubscriberCounts subscriberCounts;
    private final Telemetry telemetry;
    private final Recent recent;
    private final Replay replay;
    private final Backlog backlog;
    private final SubscriberIndex subscribers = new SubscriberIndex();
    private final AtomicBoolean turnDue = new AtomicBoolean();
    private final List<Cohort> touched = new ArrayList<>();
    private final Budget budget;
    private EventId taking = EventId.ZERO;
    private int beats;

    public Lane(
            Loop loop,
            CatchUp catchUp,
            RecentLimits limits,
            SubscriberCounts subscriberCounts,
            Telemetry telemetry,
            EventId start) {
        this.loop = loop;
        this.subscriberCounts = subscriberCounts;
        this.telemetry = telemetry;
        this.recent = new Recent(limits, start);
        this.replay = new Replay(loop, catchUp, recent);
        this.budget = catchUp.budget();
        this.backlog = new Backlog(limits.bytes());
    }

    /// Opens a stream on the loop, registers it in the same step, so that it misses nothing of what comes after its
    /// client hears that it is open, and lets it read on from its cursor. When its time comes there may be none,
    /// since the client is gone.
    public void add(Supplier<Optional<Subscriber>> stream) {
        loop.execute(() -> stream.get().ifPresent(this::register));
    }

    private void register(Subscriber subscriber) {
        telemetry.subscribed();
        subscriberCounts.add(subscriber.selection().wanted());
        subscribers.add(subscriber);
        replay.join(subscriber);
    }

    /// Lets go of it, when its connection is gone. Once is enough; more does no harm.
    public void remove(Subscriber subscriber) {
        loop.execute(() -> {
            subscriber.markClosed();
            replay.leave(subscriber);
            if (subscribers.remove(subscriber)) {
                telemetry.unsubscribed();
                subscriberCounts.remove(subscriber.selection().wanted());
            }
        });
    }

    /// Sends a heartbeat to all that were sent nothing for this many beats, and lets those try again that
    /// could not read. If memory is short, it ends the streams whose clients have taken nothing for that
    /// time: they hold what others need, and lose nothing, for they come back with their cursor.
    public void beat(int patience) {
        loop.execute(() -> {
            var newest = recent.head();
            subscribers.beat(patience, newest);
            if (++beats % patience == 0 && budget.isShort()) {
                subscribers.forEach(Subscriber::abortIfStalled);
            }
            replay.retry();
        });
    }

    /// Closes ⌈open / n⌉ streams; n = 1 closes all.
    public void close(long n) {
        loop.execute(() -> {
            var open = new ArrayList<Subscriber>();
            subscribers.forEach(subscriber -> {
                if (!subscriber.isClosed()) {
                    open.add(subscriber);
                }
            });
            open.stream().limit(Math.ceilDiv(open.size(), n)).forEach(subscriber -> subscriber.close(recent.head()));
        });
    }

    /// Offers frames that follow those offered before. What is offered between two turns of the loop goes out in one
    /// write for each subscriber; an idle lane has its turn at once, a busy one gathers for a while first.
    /// A lane that is too late for that takes no more, and its subscribers read on from the log. For one thread, as
    /// [#interrupt].
    void offer(List<Frame> frames) {
        backlog.add(frames);
        scheduleTurn();
    }

    /// Sends all who follow to the log, since frames up to the id may be missing between those offered before and
    /// those that come next.
    void interrupt(EventId id) {
        backlog.miss(id);
        scheduleTurn();
    }

    /// Forgets recent frames, and those that wait to be sent, once they are: the log has dropped some of them.
    void forget() {
        loop.execute(() -> {
            while (!backlog.isEmpty()) {
                takeTurn();
            }
            recent.clear();
        });
    }

    /// If the loop does not take the turn, the next offer tries again.
    private void scheduleTurn() {
        if (turnDue.compareAndSet(false, true)) {
            boolean taken = false;
            try {
                loop.execute(this::turn);
                taken = true;
            } finally {
                if (!taken) {
                    turnDue.set(false);
                }
            }
        }
    }

    /// What there is to do after a turn.
    private enum After {
        /// More is waiting than one turn may take.
        BEHIND,
        /// Something was sent, so more may follow soon.
        BUSY,
        IDLE
    }

    /// As long as another turn follows it stays due, so that nobody who offers something wakes the loop. Another one
    /// follows a turn that failed, whatever it failed with: a lane that is left asleep would send nothing any more.
    private void turn() {
        var after = After.BUSY;
        try {
            after = takeTurn();
        } finally {
            goOn(after);
        }
    }

    private void goOn(After after) {
        switch (after) {
            case BEHIND -> loop.execute(this::turn);
            case BUSY -> loop.executeLater(this::turn);
            case IDLE -> {
                turnDue.set(false);
                if (!backlog.isEmpty()) {
                    scheduleTurn();
                }
            }
        }
    }

    /// If something throws, all go back to where they certainly are.
    private After takeTurn() {
        try {
            boolean behind = takeOffered();
            boolean busy = !touched.isEmpty();
            sendGathered();
            return behind ? After.BEHIND : busy ? After.BUSY : After.IDLE;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "Events could not be sent, and are read from the log", e);
            touched.forEach(Cohort::clear);
            touched.clear();
            recent.restart(taking.isAfter(recent.head()) ? taking : recent.head());
            subscribers.forEach(this::recover);
            return After.BUSY;
        }
    }

    /// One that cannot go back to the log now does so with a beat, and holds up none of the others.
    private void recover(Subscriber subscriber) {
        try {
            goBackToLog(subscriber, EventId.ZERO);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A subscriber could not go back to the log, and tries again later", e);
            replay.resumeLater(subscriber);
        }
    }

    /// Returns whether it had to leave some.
    private boolean takeOffered() {
        int taken = 0;
        for (; taken < MOST_BATCHES_A_TURN && !backlog.isEmpty(); taken++) {
            backlog.take(new Backlog.Taker() {
                @Override
                public void take(List<Frame> frames) {
                    taking = frames.getLast().id();
                    frames.forEach(Lane.this::take);
                }

                @Override
                public void miss(EventId upTo) {
                    taking = upTo;
                    goBackToLog(upTo);
                }
            });
        }
        return taken == MOST_BATCHES_A_TURN && !backlog.isEmpty();
    }

    private void take(Frame frame) {
        var previous = recent.head();
        recent.add(frame);
        subscribers.forEachMatch(frame, cohort -> gather(frame, cohort, previous));
    }

    private void goBackToLog(EventId upTo) {
        sendGathered();
        var before = recent.head();
        recent.restart(upTo);
        subscribers.forEach(subscriber -> goBackToLog(subscriber, before));
    }

    private void goBackToLog(Subscriber subscriber, EventId before) {
        if (!subscriber.isLive() || subscriber.isClosed()) {
            return;
        }
        subscriber.fallBehind(before);
        if (subscriber.isFull()) {
            subscriber.whenWritable(() -> replay.resume(subscriber));
        } else {
            replay.resume(subscriber);
        }
    }

    private void gather(Frame frame, Cohort cohort, EventId previous) {
        if (cohort.has(frame)) {
            return;
        }
        if (!cohort.hasRoomFor(frame)) {
            send(cohort);
            // It is among those touched already.
            cohort.gather(frame, previous);
        } else if (cohort.gather(frame, previous)) {
            touched.add(cohort);
        }
    }

    private void sendGathered() {
        touched.forEach(this::send);
        touched.clear();
    }

    private void send(Cohort cohort) {
        cohort.send(subscriber -> {
            telemetry.fellBehind();
            subscriber.whenWritable(() -> replay.resume(subscriber));
        });
    }
}
