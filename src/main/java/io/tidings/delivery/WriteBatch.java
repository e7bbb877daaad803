package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.EventFormat;
import io.tidings.sse.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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

    /// The frames but these.
    WriteBatch without(Set<Frame> withheld) {
        if (withheld.isEmpty()) {
            return this;
        }
        var rest = new WriteBatch(format);
        frames.stream().filter(frame -> !withheld.contains(frame)).forEach(rest::add);
        return rest;
    }

    /// A batch holds one frame at least, whatever its size.
    boolean hasRoomFor(Frame frame) {
        return isEmpty() || size + frame.bytes(format).length <= MAX_BYTES;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    int count() {
        return frames.size();
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

    /// Told what became of a batch. Called on the event loop.
    interface Outcome {
        /// A subscriber's connection was full: it reads on from its cursor when it takes more.
        void fellBehind(Subscriber subscriber);

        /// A batch that begins with this frame was written to its subscribers: so many events and bytes, over all.
        void sent(Frame first, long events, long bytes);
    }

    /// Sends it to all of these that are live. Those that are full read on after the given id, and are handed
    /// over.
    void send(List<Subscriber> takers, EventId before, Outcome outcome) {
        var bytes = bytes();
        var first = first();
        var last = last();
        long sentEvents = 0;
        long sentBytes = 0;
        for (int i = 0; i < takers.size(); i++) {
            var subscriber = takers.get(i);
            if (!subscriber.wants(last)) {
                continue;
            }
            if (subscriber.isFull()) {
                subscriber.fallBehind(before);
                outcome.fellBehind(subscriber);
            } else if (subscriber.wants(first)) {
                subscriber.send(bytes, last, frames.size());
                sentEvents += frames.size();
                sentBytes += bytes.length;
            } else {
                var rest = bytesAfter(subscriber.passed());
                int events = countAfter(subscriber.passed());
                sentEvents += events;
                sentBytes += rest.length;
                subscriber.send(rest, last, events);
            }
        }
        if (sentEvents > 0) {
            outcome.sent(frames.getFirst(), sentEvents, sentBytes);
        }
    }

    private int countAfter(EventId id) {
        return (int) frames.stream().filter(frame -> frame.id().isAfter(id)).count();
    }

    void clear() {
        frames.clear();
        size = 0;
    }
}
