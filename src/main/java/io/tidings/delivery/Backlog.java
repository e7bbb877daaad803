package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.Frame;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What one thread offers to a lane and waits for its turn, bounded in bytes: over that it keeps no frames, but up to
/// which event some are missing.
final class Backlog {
    private static final List<Frame> SOME_ARE_MISSING = List.of();

    private final Queue<List<Frame>> batches = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable EventId> missing = new AtomicReference<>();
    private final long mostBytes;

    Backlog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Gets what was offered, in order.
    interface Taker {
        void take(List<Frame> frames);

        /// Some up to the id, and since those taken before, were not kept.
        void miss(EventId upTo);
    }

    /// Keeps frames. A single batch is kept whatever its size.
    void add(List<Frame> frames) {
        var last = frames.getLast().id();
        // What follows something that is missing is missed with it until that was taken.
        if (missing.updateAndGet(upTo -> upTo == null ? null : last) != null) {
            return;
        }
        if (bytes.addAndGet(size(frames)) > mostBytes && !batches.isEmpty()) {
            bytes.addAndGet(-size(frames));
            miss(last);
        } else {
            batches.add(frames);
        }
    }

    /// Remembers that some are missing up to the id.
    void miss(EventId upTo) {
        if (missing.getAndSet(upTo) == null) {
            batches.add(SOME_ARE_MISSING);
        }
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /// Hands over the next batch. Only the lane's loop calls it.
    void take(Taker taker) {
        var frames = batches.poll();
        if (frames == null) {
            return;
        }
        if (!frames.isEmpty()) {
            bytes.addAndGet(-size(frames));
            taker.take(frames);
            return;
        }
        var upTo = missing.getAndSet(null);
        if (upTo != null) {
            taker.miss(upTo);
        }
    }

    private static long size(List<Frame> frames) {
        return frames.stream().mapToLong(Frame::size).sum();
    }
}
