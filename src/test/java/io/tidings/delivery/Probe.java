package io.tidings.delivery;

import io.tidings.event.EventId;
import io.tidings.sse.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection that remembers what it sent, and is full when the test says so.
final class Probe implements Connection {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Runnable whenWritable = () -> {};
    private boolean full;
    private Runnable whenClosed = () -> {};

    @Override
    public void send(byte[] bytes) {
        sent.writeBytes(bytes);
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    /// One that was told no id yet would not know where to go on.
    @Override
    public boolean isStalled() {
        return full && lastId().isPresent();
    }

    @Override
    public void abort() {
        whenClosed.run();
    }

    @Override
    public void close(CloseReason reason, Optional<EventId> position) {
        send(FrameEncoder.farewell(1, position));
        whenClosed.run();
    }

    /// Another stream of the same client begins.
    void open(Runnable action) {
        full = false;
        whenWritable = () -> {};
        whenClosed = action;
    }

    void fill() {
        full = true;
    }

    void drain() {
        full = false;
        var action = whenWritable;
        whenWritable = () -> {};
        action.run();
    }

    /// The ids of the events, and `gap` where one was told. An event that comes though its client was told before that
    /// it is beyond it already shows as `late`.
    List<String> received() {
        var seen = new ArrayList<String>();
        var position = EventId.ZERO;
        for (var block : sent.toString(StandardCharsets.UTF_8).split("\n\n")) {
            boolean isEvent = block.contains("\ndata: ");
            for (var line : block.split("\n")) {
                if (line.startsWith("id: ")) {
                    var id = EventId.parse(line.substring(4));
                    if (isEvent) {
                        seen.add((id.isAfter(position) ? "" : "late ") + id);
                    } else {
                        position = id;
                    }
                } else if (line.equals("event: tidings:gap")) {
                    seen.add("gap");
                }
            }
        }
        return seen;
    }

    /// What its client would send as Last-Event-ID.
    Optional<EventId> lastId() {
        return sent.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("id: "))
                .reduce((_, later) -> later)
                .map(line -> EventId.parse(line.substring(4)));
    }
}
