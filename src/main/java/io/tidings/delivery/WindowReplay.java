package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.memory.ArrayFootprint;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.telemetry.Telemetry;

/// Sends a subscriber what it missed from the window of its lane, a part in each task of the loop. The
/// lane's event loop owns it.
final class WindowReplay {
    /// The frames that one subscriber looks at before the loop has its next task.
    private static final int MAX_FRAMES_A_TASK = 1_000;

    /// Some patterns take long to compare, so the time is looked at as well: after this many frames each time.
    private static final int FRAMES_A_LOOK = 32;

    /// In nanoseconds.
    private static final long MAX_TASK = 1_000_000;

    private final Loop loop;
    private final FrameWindow window;
    private final ClientShares shares;
    private final ArrayFootprint arrays;
    private final Telemetry telemetry;

    WindowReplay(Loop loop, FrameWindow window, ClientShares shares, ArrayFootprint arrays, Telemetry telemetry) {
        this.loop = loop;
        this.window = window;
        this.shares = shares;
        this.arrays = arrays;
        this.telemetry = telemetry;
    }

    /// How far a subscriber has come.
    enum Outcome {
        /// It is live.
        LIVE,
        /// Another task has to send the rest.
        PAUSED,
        /// The rest has to wait until its connection takes more.
        FULL,
        /// The rest has to wait for memory, as pages of the log do.
        NO_ROOM
    }

    /// Sends the frames that follow an id, which the window covers. A subscriber that is not live after
    /// that has its cursor where the rest begins.
    Outcome send(Subscriber subscriber, EventId after) {
        var sent = after;
        var batch = new WriteBatch(subscriber.format());
        var filter = subscriber.selection().filter();
        var scope = subscriber.changes().scope(subscriber.cursor());
        long first = window.indexAfter(after);
        long stop = Math.min(window.end(), first + MAX_FRAMES_A_TASK);
        long begin = loop.nanoTime();
        for (long index = first; index < stop; index++) {
            if ((index - first) % FRAMES_A_LOOK == FRAMES_A_LOOK - 1 && loop.nanoTime() - begin > MAX_TASK) {
                stop = index;
                break;
            }
            var frame = window.get(index);
            if (!filter.includes(frame.topics(), frame.visibility()) || !scope.includes(frame)) {
                continue;
            }
            if (!batch.hasRoomFor(frame)) {
                boolean hasRoom = send(batch, subscriber);
                if (!hasRoom) {
                    return stop(subscriber, sent, Outcome.NO_ROOM);
                }
                sent = batch.last();
                if (subscriber.isFull()) {
                    return stop(subscriber, sent, Outcome.FULL);
                }
                batch.clear();
            }
            batch.add(frame);
        }
        if (!batch.isEmpty() && !send(batch, subscriber)) {
            return stop(subscriber, sent, Outcome.NO_ROOM);
        }
        if (stop < window.end()) {
            return stop(subscriber, window.get(stop - 1).id(), Outcome.PAUSED);
        }
        subscriber.goLive(EventId.max(after, window.head()));
        return Outcome.LIVE;
    }

    private static Outcome stop(Subscriber subscriber, EventId sent, Outcome outcome) {
        subscriber.moveTo(new Cursor.After(sent));
        return outcome;
    }

    /// What its client does not take counts as a page of the log does. False if there is no room for that.
    private boolean send(WriteBatch batch, Subscriber subscriber) {
        var bytes = batch.bytes();
        var client = subscriber.holder().client();
        if (client.isEmpty()) {
            subscriber.send(bytes, batch.last(), batch.count());
        } else {
            var hold = shares.tryHold(client.get(), Use.SENDING, arrays.of(bytes.length));
            if (hold == null) {
                return false;
            }
            send(batch, bytes, subscriber, hold);
        }
        telemetry.replayed(batch.count(), bytes.length);
        return true;
    }

    private static void send(WriteBatch batch, byte[] bytes, Subscriber subscriber, Hold hold) {
        try {
            subscriber.send(bytes, batch.last(), batch.count(), hold);
        } catch (RuntimeException | Error e) {
            hold.release();
            throw e;
        }
    }
}
