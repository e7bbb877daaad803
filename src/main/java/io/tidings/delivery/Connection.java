package io.tidings.delivery;

import io.tidings.memory.Hold;

/// The open response of one subscriber. Only its event loop calls it.
public interface Connection {
    /// Sends bytes after those sent before. They are shared, so nobody may change them. It takes them even
    /// when it is full, and then keeps them until the client reads on.
    void send(byte[] bytes);

    /// Sends a page, and releases what is held for it when the client has taken the page, or is gone.
    default void send(byte[] page, Hold hold) {
        send(page);
        hold.release();
    }

    /// True while the client does not keep up and nothing more should be sent, and once the client is gone.
    boolean isFull();

    /// Calls back once, on the event loop, when it is no longer full; never if it is gone. Called only while
    /// it is full, and never calls back before it returns.
    void whenWritable(Runnable action);

    /// How many bytes were sent that still wait in the process, about.
    default long waitingBytes() {
        return 0;
    }

    /// True if the client has taken nothing since this was last asked, though something waited for it then
    /// and does now.
    boolean isStalled();

    /// Ends the stream at once, and forgets what waits for its client.
    void abort();

    /// True if the hub has ended it so, because it needs the memory.
    boolean isAborted();

    /// Sends the last bytes of the stream, and ends it when the client has taken all of them.
    void close(byte[] last);
}
