package io.tidings.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A connection that remembers what it sent, and is full when the test says so.
final class Probe implements Connection {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Runnable whenWritable = () -> {};
    private boolean full;

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

    @Override
    public void close(CloseReason reason) {}

    void fill() {
        full = true;
    }

    void drain() {
        full = false;
        var action = whenWritable;
        whenWritable = () -> {};
        action.run();
    }

    /// The ids of the events, and `gap` where one was told.
    List<String> received() {
        var seen = new ArrayList<String>();
        for (var block : sent.toString(StandardCharsets.UTF_8).split("\n\n")) {
            for (var line : block.split("\n")) {
                if (line.startsWith("id: ")) {
                    seen.add(line.substring(4));
                } else if (line.equals("event: tidings:gap")) {
                    seen.add("gap");
                }
            }
        }
        return seen;
    }
}
