package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.EventFormat;
import io.tidings.sse.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Frames that follow each other and go out in one write. Owned by one event loop.
final class WriteBatch {
    private static final int MAX_BYTES = 64 * 1024;

    private final EventFormat format;
    private final List<Frame> frames = new ArrayList<>(1);
    private int size;

    WriteBatch(EventFormat format) {
        this.format = format;
    }

    void add(Frame frame) {
        frames.add(frame);
        size += frame.bytes(format).length;
    }

    /// A batch holds one frame at least, whatever its size.
    boolean hasRoomFor(Frame frame) {
        return isEmpty() || size + frame.bytes(format).length <= MAX_BYTES;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    EventId first() {
        return frames.getFirst().id();
    }

    EventId last() {
        return frames.getLast().id();
    }

    /// Shared, so nobody may change them. A single frame is not copied.
    byte[] bytes() {
        return frames.size() == 1 ? frames.getFirst().bytes(format) : bytesAfter(EventId.ZERO);
    }

    /// Those of the frames after the id.
    byte[] bytesAfter(EventId id) {
        var bytes = new byte[size];
        int end = 0;
        for (var frame : frames) {
            if (frame.id().isAfter(id)) {
                var next = frame.bytes(format);
                System.arraycopy(next, 0, bytes, end, next.length);
                end += next.length;
            }
        }
        return end == size ? bytes : Arrays.copyOf(bytes, end);
    }

    void clear() {
        frames.clear();
        size = 0;
    }
}
