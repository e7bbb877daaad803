package io.tidings.delivery;

/// The open response of one subscriber. Only its event loop calls it.
public interface Connection {
    /// Takes bytes to send at the next [#flush], in order. They are shared: they must not be changed. It takes them
    /// even when it is full.
    void write(byte[] bytes);

    /// Sends what was written since the last time, in one go.
    void flush();

    /// True while the client does not keep up and nothing more should be written.
    boolean isFull();

    /// Calls back once, on the event loop, when it is no longer full. Called only while it is.
    void whenWritable(Runnable action);

    void close(CloseReason reason);
}
