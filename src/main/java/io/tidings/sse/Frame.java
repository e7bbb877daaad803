package io.tidings.sse;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Topic;
import io.tidings.event.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event as its subscribers get it: encoded once for each format, and shared by all. Any thread may use it.
public final class Frame {
    private static final int OBJECTS = 192;

    private final Event event;
    private final byte[] plain;
    private final long encodedAt;
    private final int size;
    private volatile @Nullable Encoded others;

    /// The bytes in one format, and those in formats that were asked for before.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Encoded(
            EventFormat format, byte[] bytes, @Nullable Encoded next) {}

    private Frame(Event event, byte[] plain, long encodedAt) {
        this.event = event;
        this.plain = plain;
        this.encodedAt = encodedAt;
        this.size = OBJECTS + event.size() + plain.length + Envelope.mostBytes(event);
    }

    /// Encodes an event in the format that most subscribers ask for.
    public static Frame of(Event event) {
        return new Frame(event, NativeFormat.PLAIN.event(event), System.nanoTime());
    }

    /// When that was, as [System#nanoTime] counts: right after the log had kept it.
    public long encodedAt() {
        return encodedAt;
    }

    public EventId id() {
        return event.id();
    }

    public List<Topic> topics() {
        return event.topics();
    }

    public Visibility visibility() {
        return event.visibility();
    }

    /// Shared by all subscribers: do not change it.
    public byte[] bytes(EventFormat format) {
        if (format == NativeFormat.PLAIN) {
            return plain;
        }
        var known = others;
        for (var encoded = known; encoded != null; encoded = encoded.next()) {
            if (encoded.format().equals(format)) {
                return encoded.bytes();
            }
        }
        return encode(format, known);
    }

    /// Two threads may both encode it: the bytes are the same, and the last are kept, in the place of the first.
    private byte[] encode(EventFormat format, @Nullable Encoded known) {
        var bytes = format.event(event);
        others = new Encoded(format, bytes, known);
        return bytes;
    }

    /// Its memory in bytes: the event, and its bytes in each format, whether it was asked for that or not yet.
    public int size() {
        return size;
    }
}
