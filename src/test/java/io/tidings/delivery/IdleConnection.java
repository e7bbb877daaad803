package io.tidings.delivery;

/// A connection that is never full, and sends nothing to anybody.
public class IdleConnection implements Connection {
    @Override
    public void send(byte[] bytes) {}

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenWritable(Runnable action) {}

    @Override
    public boolean isStalled() {
        return false;
    }

    @Override
    public void abort() {}

    @Override
    public boolean isAborted() {
        return false;
    }

    @Override
    public void close(byte[] last) {}
}
