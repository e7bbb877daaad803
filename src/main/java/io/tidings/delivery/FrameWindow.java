package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.Frame;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The newest frames of a lane, oldest first, bounded in number and bytes: every event after its floor. Owned
/// by the lane's event loop.
final class FrameWindow {
    private final @Nullable Frame[] ring;
    private final long maxBytes;
    private EventId floor;
    private EventId head;
    private long first;
    private long end;
    private long bytes;

    FrameWindow(WindowLimits limits, EventId start) {
        this.ring = new Frame[limits.events()];
        this.maxBytes = limits.bytes();
        this.floor = start;
        this.head = start;
    }

    void add(Frame frame) {
        if (end - first == ring.length) {
            dropOldest();
        }
        ring[slot(end++)] = frame;
        head = frame.id();
        bytes += frame.size();
        while (bytes > maxBytes && end - first > 1) {
            dropOldest();
        }
    }

    /// The id of the newest event that the lane was offered.
    EventId head() {
        return head;
    }

    /// True if all that follows the id, and has been offered, is here.
    boolean covers(EventId id) {
        return !floor.isAfter(id);
    }

    /// The index of the first frame after the id, or [#end] if there is none.
    long indexAfter(EventId id) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).id().isAfter(id)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    long end() {
        return end;
    }

    Frame get(long index) {
        var frame = ring[slot(index)];
        if (frame == null) {
            throw new IndexOutOfBoundsException("no frame at " + index);
        }
        return frame;
    }

    /// The frames as they are now, for other threads.
    RecentFrames recent() {
        var frames = new ArrayList<Frame>((int) (end - first));
        for (long index = first; index < end; index++) {
            frames.add(get(index));
        }
        return new RecentFrames(floor, head, frames);
    }

    /// Forgets all frames; older cursors go to the log from now on.
    void clear() {
        while (first < end) {
            dropOldest();
        }
    }

    /// Holds nothing, and goes on after the id.
    void restart(EventId id) {
        clear();
        floor = id;
        head = id;
    }

    private void dropOldest() {
        var oldest = get(first);
        floor = oldest.id();
        bytes -= oldest.size();
        ring[slot(first++)] = null;
    }

    private int slot(long index) {
        return (int) (index % ring.length);
    }
}
