package io.tidings.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A connection that remembers what it sent, and is full when the test says so.
class Probe implements Connection {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Runnable whenWritable = () -> {};
    private boolean full;
    private boolean open;
    private boolean over;
    private boolean aborted;
    private Runnable whenClosed = () -> {};

    @Override
    public void send(byte[] bytes) {
        if (!over) {
            sent.writeBytes(bytes);
        }
    }

    @Override
    public boolean isFull() {
        return full || over;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public boolean isStalled() {
        return full;
    }

    @Override
    public void abort() {
        aborted = true;
        end();
    }

    @Override
    public boolean isAborted() {
        return aborted;
    }

    @Override
    public void close(byte[] last) {
        send(last);
        end();
    }

    void open(Runnable action) {
        open = true;
        whenClosed = action;
    }

    boolean isOpen() {
        return open && !over;
    }

    /// The network fails: its client gets the first so many bytes of what was sent, and nothing that comes
    /// after.
    void cut(int bytes) {
        var before = sent.toByteArray();
        sent.reset();
        sent.write(before, 0, bytes);
        end();
    }

    private void end() {
        if (!over) {
            over = true;
            whenClosed.run();
        }
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

    /// The ids of the events that its client heard, and `gap` where one was told.
    List<String> received() {
        return Reception.of(List.of(sent())).heard();
    }

    String sent() {
        return sent.toString(StandardCharsets.UTF_8);
    }
}
