package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.sse.Frame;
import io.tidings.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The subscribers of one event loop. That loop alone touches them, so nothing here is locked; public methods may be
/// called from any thread. A lane is offered every event after its start, once, in order. It keeps the newest frames,
/// so a cursor among them is served from memory; an older one reads the log until it is among them.
public final class Lane {
    private static final int MOST_BATCHES_A_TURN = 64;

    private final Executor loop;
    private final CatchUp catchUp;
    private final Interest interest;
    private final Telemetry telemetry;
    private final Recent recent;
    private final Audience audience = new Audience();
    private final Queue<Runnable> offered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnDue = new AtomicBoolean();
    private final List<Subscriber> touched = new ArrayList<>();
    private List<Subscriber> stalled = new ArrayList<>();

    public Lane(
            Executor loop,
            CatchUp catchUp,
            RecentLimits limits,
            Interest interest,
            Telemetry telemetry,
            EventId start) {
        this.loop = loop;
        this.catchUp = catchUp;
        this.interest = interest;
        this.telemetry = telemetry;
        this.recent = new Recent(limits, start);
    }

    /// Registers it and lets it read on from its cursor.
    public void add(Subscriber subscriber) {
        loop.execute(() -> {
            if (subscriber.isClosed()) {
                return;
            }
            telemetry.subscribed();
            interest.add(subscriber.patterns());
            audience.add(subscriber);
            join(subscriber);
        });
    }

    /// Lets go of it, when its connection is gone. Once is enough; more does no harm.
    public void remove(Subscriber subscriber) {
        loop.execute(() -> {
            subscriber.markClosed();
            if (audience.remove(subscriber)) {
                telemetry.unsubscribed();
                interest.remove(subscriber.patterns());
            }
        });
    }

    /// Sends a comment to all that were sent nothing for so many beats, and lets those try again that could not read.
    public void beat(int patience) {
        loop.execute(() -> {
            audience.forEach(subscriber -> subscriber.beat(patience));
            var again = stalled;
            stalled = new ArrayList<>();
            again.forEach(this::resume);
        });
    }

    /// Closes all streams.
    public void close(CloseReason reason) {
        loop.execute(() -> audience.forEach(subscriber -> subscriber.close(reason)));
    }

    /// Offers frames that follow those offered before. What is offered between two turns of the loop goes out in one
    /// write for each subscriber.
    void offer(List<Frame> frames) {
        offered.add(() -> frames.forEach(this::deliver));
        scheduleTurn();
    }

    /// Sends all who follow to the log, since frames up to the id may be missing between those offered before and those
    /// that come next.
    void interrupt(EventId id) {
        offered.add(() -> goBackToLog(id));
        scheduleTurn();
    }

    /// Forgets recent frames, since the log has dropped some of them.
    void forget() {
        loop.execute(recent::clear);
    }

    private void scheduleTurn() {
        if (turnDue.compareAndSet(false, true)) {
            loop.execute(this::turn);
        }
    }

    private void turn() {
        turnDue.set(false);
        for (int i = 0; i < MOST_BATCHES_A_TURN; i++) {
            var next = offered.poll();
            if (next == null) {
                break;
            }
            next.run();
        }
        touched.forEach(Subscriber::flush);
        touched.clear();
        if (!offered.isEmpty()) {
            scheduleTurn();
        }
    }

    private void deliver(Frame frame) {
        var before = recent.head();
        recent.add(frame);
        audience.forEachThatHears(frame.topics(), subscriber -> deliver(frame, subscriber, before));
    }

    private void goBackToLog(EventId id) {
        var before = recent.head();
        recent.restart(id);
        audience.forEach(subscriber -> {
            if (subscriber.isLive()) {
                goBackToLog(subscriber, before);
            }
        });
    }

    private void goBackToLog(Subscriber subscriber, EventId before) {
        subscriber.fallBehind(before);
        if (isStillFullAfterFlush(subscriber)) {
            subscriber.whenWritable(() -> resume(subscriber));
        } else {
            resume(subscriber);
        }
    }

    /// A subscriber whose connection is full is sent nothing more; it goes on from its cursor when that drains.
    private void deliver(Frame frame, Subscriber subscriber, EventId before) {
        if (!subscriber.wants(frame.id())) {
            return;
        }
        if (isStillFullAfterFlush(subscriber)) {
            telemetry.fellBehind();
            subscriber.fallBehind(before);
            subscriber.whenWritable(() -> resume(subscriber));
            return;
        }
        if (subscriber.send(frame)) {
            touched.add(subscriber);
        }
    }

    /// A cursor from a client may be of another hub, or ahead of what this lane was offered: the log has to say.
    private void join(Subscriber subscriber) {
        switch (subscriber.cursor()) {
            case Cursor.Now _ -> subscriber.goLive(recent.head());
            case Cursor.After(var id) when !id.isAfter(recent.head()) -> resume(subscriber);
            default -> read(subscriber);
        }
    }

    /// All that follows a cursor which the window covers is in it, or will be offered.
    private void resume(Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return;
        }
        if (subscriber.cursor() instanceof Cursor.After(var id) && recent.covers(id)) {
            resumeAmongRecent(subscriber, id);
        } else {
            read(subscriber);
        }
    }

    private void resumeAmongRecent(Subscriber subscriber, EventId after) {
        var passed = after;
        for (long place = recent.after(after); place < recent.end(); place++) {
            var frame = recent.get(place);
            if (subscriber.patterns().matchesAny(frame.topics())) {
                if (isStillFullAfterFlush(subscriber)) {
                    subscriber.moveTo(new Cursor.After(passed));
                    subscriber.whenWritable(() -> resume(subscriber));
                    return;
                }
                subscriber.write(frame.bytes(subscriber.form()));
            }
            passed = frame.id();
        }
        subscriber.flush();
        subscriber.goLive(passed);
    }

    /// What waits for the flush at the end of the turn makes a connection full as well, and only a flush tells.
    private static boolean isStillFullAfterFlush(Subscriber subscriber) {
        if (subscriber.isFull()) {
            subscriber.flush();
        }
        return subscriber.isFull();
    }

    private void read(Subscriber subscriber) {
        catchUp.read(subscriber, loop, new CatchUp.Reader() {
            @Override
            public void read(byte[] bytes, Cursor next, EventId toldLost) {
                subscriber.tellLost(toldLost);
                take(bytes, next, subscriber);
            }

            @Override
            public void unavailable() {
                stalled.add(subscriber);
            }
        });
    }

    private void take(byte[] bytes, Cursor next, Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return;
        }
        subscriber.moveTo(next);
        if (bytes.length > 0) {
            subscriber.write(bytes);
            subscriber.flush();
        }
        if (subscriber.isFull()) {
            subscriber.whenWritable(() -> resume(subscriber));
        } else {
            resume(subscriber);
        }
    }
}
