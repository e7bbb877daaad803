package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.Frame;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Frames that one thread offered to a lane and that wait for its turn, bounded in bytes. Beyond that it
/// keeps no frames but remembers up to which event some are missing.
final class Backlog {
    private static final List<Frame> MISSING = List.of();

    private final Queue<List<Frame>> offers = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable EventId> missing = new AtomicReference<>();
    private final long maxBytes;

    Backlog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Gets what was offered, in order.
    interface Receiver {
        void frames(List<Frame> frames);

        /// Some frames up to the id, and after those received before, were not kept.
        void missing(EventId upTo);
    }

    /// Keeps frames. A single offer is kept whatever its size.
    void add(List<Frame> frames) {
        var last = frames.getLast().id();
        // What follows missing frames is missing with them, until the lane has heard of it.
        if (missing.updateAndGet(upTo -> upTo == null ? null : last) != null) {
            return;
        }
        if (bytes.addAndGet(size(frames)) > maxBytes && !offers.isEmpty()) {
            bytes.addAndGet(-size(frames));
            miss(last);
        } else {
            offers.add(frames);
        }
    }

    /// Remembers that some frames up to the id are missing.
    void miss(EventId upTo) {
        if (missing.getAndSet(upTo) == null) {
            offers.add(MISSING);
        }
    }

    /// What waits, about. Any thread may call it.
    long bytes() {
        return bytes.get();
    }

    boolean isEmpty() {
        return offers.isEmpty();
    }

    /// Hands over the next offer, if there is one. Only the lane's loop calls it.
    void drainTo(Receiver receiver) {
        var frames = offers.poll();
        if (frames == null) {
            return;
        }
        if (!frames.isEmpty()) {
            bytes.addAndGet(-size(frames));
            receiver.frames(frames);
            return;
        }
        var upTo = missing.getAndSet(null);
        if (upTo != null) {
            receiver.missing(upTo);
        }
    }

    private static long size(List<Frame> frames) {
        return frames.stream().mapToLong(Frame::size).sum();
    }
}
