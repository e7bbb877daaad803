package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.memory.Hold;
import io.tidings.telemetry.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// Brings a subscriber of a lane from its cursor to where it is live: through the lane's window if that
/// covers the cursor, or else through pages of the log until it does. The lane's event loop owns it.
final class CatchUp {
    private static final Logger LOG = System.getLogger(CatchUp.class.getName());

    private final Loop loop;
    private final PageReader pageReader;
    private final FrameWindow window;
    private final WindowReplay windowReplay;
    private final Telemetry telemetry;
    private final ReadQueue queue;
    private List<Subscriber> waiting = new ArrayList<>();

    CatchUp(Loop loop, PageReader pageReader, FrameWindow window, Telemetry telemetry) {
        this.loop = loop;
        this.pageReader = pageReader;
        this.window = window;
        this.windowReplay = new WindowReplay(loop, window, pageReader.shares(), pageReader.arrays(), telemetry);
        this.telemetry = telemetry;
        this.queue = new ReadQueue(loop, pageReader, this::read);
    }

    /// Begins, and tells the client its position at once if its URL does not say that. A cursor from a client
    /// may be of another hub, or ahead of what the lane was offered: the log has to say.
    void begin(Subscriber subscriber) {
        switch (subscriber.cursor()) {
            case Cursor.Now _ -> subscriber.goLive(window.head());
            case Cursor.After(var id) -> {
                subscriber.tellCursor(id);
                whenWritable(subscriber, () -> beginAfter(id, subscriber));
            }
            default -> whenWritable(subscriber, () -> readLog(subscriber));
        }
    }

    private void beginAfter(EventId id, Subscriber subscriber) {
        if (id.isAfter(window.head())) {
            readLog(subscriber);
        } else {
            resume(subscriber);
        }
    }

    /// It may have ended while its connection was full.
    private void readLog(Subscriber subscriber) {
        if (!subscriber.isClosed()) {
            queue.add(subscriber);
        }
    }

    /// Goes on. All that follows a cursor which the window covers is in the window, or will be offered.
    void resume(Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return;
        }
        if (subscriber.changes().isUntold()) {
            subscriber.tellTopics();
            resumeWhenWritable(subscriber);
            return;
        }
        if (subscriber.cursor() instanceof Cursor.After(var id)
                && window.covers(id)
                && !subscriber.changes().hasReplay()) {
            sendWindow(subscriber, id);
        } else {
            queue.add(subscriber);
        }
    }

    /// Goes on when the connection has sent what waits in it, or at once if nothing does.
    void resumeWhenWritable(Subscriber subscriber) {
        whenWritable(subscriber, () -> resume(subscriber));
    }

    /// Runs the action when the connection has sent all that waits in it, answers from before the stream included.
    /// Until then no memory is held for the stream.
    private static void whenWritable(Subscriber subscriber, Runnable action) {
        if (subscriber.isFull()) {
            subscriber.whenWritable(action);
        } else {
            action.run();
        }
    }

    /// Goes on when [#retry] is called.
    void resumeLater(Subscriber subscriber) {
        waiting.add(subscriber);
    }

    /// Resumes the subscribers that could not read before.
    void retry() {
        var again = waiting;
        waiting = new ArrayList<>();
        for (var subscriber : again) {
            try {
                resumeWhenWritable(subscriber);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "A subscriber could not go on; it is tried again", e);
                resumeLater(subscriber);
            }
        }
    }

    /// Removes a subscriber that waits to read.
    void cancel(Subscriber subscriber) {
        queue.remove(subscriber);
    }

    private void sendWindow(Subscriber subscriber, EventId after) {
        switch (windowReplay.send(subscriber, after)) {
            case LIVE -> {}
            case PAUSED -> loop.execute(() -> resumeWhenWritable(subscriber));
            case FULL -> subscriber.whenWritable(() -> resume(subscriber));
            case NO_ROOM -> queue.add(subscriber);
        }
    }

    /// Its turn has come. Meanwhile it may have been told of a change.
    private void read(Subscriber subscriber, Hold hold) {
        if (subscriber.isFull()) {
            hold.release();
            queue.finish(subscriber);
            resumeWhenWritable(subscriber);
        } else {
            readPage(subscriber, hold);
        }
    }

    /// The request is a snapshot. A page that was read before the topics of its subscriber changed is dropped.
    private void readPage(Subscriber subscriber, Hold hold) {
        var request = subscriber.request();
        pageReader.read(request, loop, hold, new PageReader.Callback() {
            @Override
            public void read(PageReader.EncodedPage page, Hold held) {
                queue.finish(subscriber);
                try {
                    if (request.epoch() == subscriber.changes().epoch()) {
                        send(page, held, subscriber);
                    } else {
                        held.release();
                        resumeWhenWritable(subscriber);
                    }
                } catch (RuntimeException | Error e) {
                    held.release();
                    throw e;
                }
            }

            @Override
            public void tooLarge(long bytes) {
                if (subscriber.isClosed()) {
                    queue.finish(subscriber);
                } else {
                    queue.ask(subscriber, bytes);
                }
            }

            @Override
            public void unavailable() {
                queue.finish(subscriber);
                resumeLater(subscriber);
            }
        });
    }

    private void send(PageReader.EncodedPage page, Hold held, Subscriber subscriber) {
        if (subscriber.isClosed()) {
            held.release();
            return;
        }
        if (subscriber.changes().isUntold()) {
            subscriber.tellTopics();
        }
        subscriber.tookPage(page);
        page.gap().ifPresent(telemetry::toldGap);
        if (page.bytes().length > 0) {
            telemetry.replayed(page.events(), page.bytes().length);
            subscriber.send(page, held);
        } else {
            held.release();
        }
        resumeWhenWritable(subscriber);
    }
}
