package io.tidings.delivery;

import io.tidings.event.Cursor;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.sse.Form;
import io.tidings.sse.Frame;
import io.tidings.sse.FrameEncoder;

/// A cursor over the log, and the connection to feed. Live, it gets each matching frame as it is offered; otherwise it
/// reads on from its cursor. Its lane's event loop owns it.
public final class Subscriber {
    private final Patterns patterns;
    private final Form form;
    private final Connection connection;
    private Cursor cursor;
    private EventId passed = EventId.ZERO;
    private EventId toldLost = EventId.ZERO;
    private boolean live;
    private boolean closed;
    private boolean unflushed;
    private int idleBeats;

    public Subscriber(Patterns patterns, Cursor start, Form form, Connection connection) {
        this.patterns = patterns;
        this.cursor = start;
        this.form = form;
        this.connection = connection;
    }

    Patterns patterns() {
        return patterns;
    }

    Form form() {
        return form;
    }

    /// Where to read on; of no meaning while it is live.
    Cursor cursor() {
        return cursor;
    }

    void moveTo(Cursor next) {
        cursor = next;
    }

    /// The newest lost event that it was told about.
    EventId toldLost() {
        return toldLost;
    }

    void tellLost(EventId id) {
        toldLost = id;
    }

    /// From now on it gets what is offered beyond the id.
    void goLive(EventId id) {
        passed = id;
        live = true;
    }

    boolean isLive() {
        return live;
    }

    /// Everything up to the id that was offered and matched has been sent; the rest it will read.
    void fallBehind(EventId id) {
        cursor = new Cursor.After(id.isAfter(passed) ? id : passed);
        live = false;
    }

    boolean wants(EventId id) {
        return live && !closed && id.isAfter(passed);
    }

    /// Writes a frame; true if it is the first since the last flush.
    boolean send(Frame frame) {
        passed = frame.id();
        return write(frame.bytes(form));
    }

    /// Writes bytes that are its own; true if they are the first since the last flush.
    boolean write(byte[] bytes) {
        boolean first = !unflushed;
        connection.write(bytes);
        unflushed = true;
        return first;
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            idleBeats = 0;
            connection.flush();
        }
    }

    boolean isFull() {
        return connection.isFull();
    }

    void whenWritable(Runnable action) {
        connection.whenWritable(action);
    }

    /// Sends a comment if nothing was sent for so many beats.
    void beat(int patience) {
        if (++idleBeats >= patience && !isFull()) {
            write(FrameEncoder.HEARTBEAT);
            flush();
        }
    }

    void close(CloseReason reason) {
        connection.close(reason);
    }

    void markClosed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
