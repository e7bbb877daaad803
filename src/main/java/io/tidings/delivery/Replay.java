package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.memory.Hold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings a subscriber of a lane from its cursor to where it is live: through the lane's recent frames if they cover
/// it, or else through the log until they do. Owned by the lane's event loop.
final class Replay {
    private static final Logger LOG = System.getLogger(Replay.class.getName());

    /// So many frames are looked at before others of the lane have their turn: well below a millisecond.
    private static final int FRAMES_A_TURN = 1_000;

    private final Loop loop;
    private final CatchUp catchUp;
    private final Recent recent;
    private final ReadQueue queue;
    private List<Subscriber> stalled = new ArrayList<>();

    Replay(Loop loop, CatchUp catchUp, Recent recent) {
        this.loop = loop;
        this.catchUp = catchUp;
        this.recent = recent;
        this.queue = new ReadQueue(loop, catchUp, this::read);
    }

    /// Begins, and tells the client at once where it is if its URL does not say that. A cursor from a client
    /// may be of another hub, or ahead of what the lane was offered: the log has to say.
    void join(Subscriber subscriber) {
        switch (subscriber.cursor()) {
            case Cursor.Now _ -> subscriber.goLive(recent.head());
            case Cursor.After(var id) -> {
                subscriber.tellCursor(id);
                if (id.isAfter(recent.head())) {
                    queue.add(subscriber);
                } else {
                    resume(subscriber);
                }
            }
            default -> queue.add(subscriber);
        }
    }

    /// Goes on. All that follows a cursor which the recent frames cover is among them, or will be offered.
    void resume(Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return;
        }
        if (subscriber.cursor() instanceof Cursor.After(var id) && recent.covers(id)) {
            sendRecent(subscriber, id);
        } else {
            queue.add(subscriber);
        }
    }

    /// Forgets it if it waits for its turn to read.
    void leave(Subscriber subscriber) {
        queue.remove(subscriber);
    }

    /// Lets those try again that could not read.
    void retry() {
        var again = stalled;
        stalled = new ArrayList<>();
        for (var subscriber : again) {
            try {
                resume(subscriber);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A subscriber could not go on, and tries again later", e);
                resumeLater(subscriber);
            }
        }
    }

    /// Lets it go on when [#retry] is called.
    void resumeLater(Subscriber subscriber) {
        stalled.add(subscriber);
    }

    private void sendRecent(Subscriber subscriber, EventId after) {
        var block = new Block(subscriber.format());
        var filter = subscriber.selection().filter();
        long place = recent.after(after);
        long stop = Math.min(recent.end(), place + FRAMES_A_TURN);
        for (; place < stop; place++) {
            var frame = recent.get(place);
            if (!filter.includes(frame.topics())) {
                continue;
            }
            if (!block.hasRoomFor(frame)) {
                subscriber.send(block.bytes(), block.last());
                if (subscriber.isFull()) {
                    subscriber.moveTo(new Cursor.After(block.last()));
                    subscriber.whenWritable(() -> resume(subscriber));
                    return;
                }
                block.clear();
            }
            block.add(frame);
        }
        if (!block.isEmpty()) {
            subscriber.send(block.bytes(), block.last());
        }
        if (stop < recent.end()) {
            subscriber.moveTo(new Cursor.After(recent.get(stop - 1).id()));
            if (subscriber.isFull()) {
                subscriber.whenWritable(() -> resume(subscriber));
            } else {
                loop.execute(() -> resume(subscriber));
            }
            return;
        }
        var head = recent.head();
        subscriber.goLive(after.isAfter(head) ? after : head);
    }

    private void read(Subscriber subscriber, Hold hold) {
        catchUp.read(subscriber, loop, hold, new CatchUp.Reader() {
            @Override
            public void read(byte[] bytes, Optional<EventId> last, Cursor next, EventId toldLost) {
                subscriber.tellLost(toldLost);
                take(bytes, last, next, subscriber);
            }

            @Override
            public void unavailable() {
                resumeLater(subscriber);
            }
        });
    }

    private void take(byte[] bytes, Optional<EventId> last, Cursor next, Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return;
        }
        subscriber.moveTo(next);
        if (last.isPresent()) {
            subscriber.send(bytes, last.get());
        } else if (bytes.length > 0) {
            subscriber.send(bytes);
        }
        if (subscriber.isFull()) {
            subscriber.whenWritable(() -> resume(subscriber));
        } else {
            resume(subscriber);
        }
    }
}
