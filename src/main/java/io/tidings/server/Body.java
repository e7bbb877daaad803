package io.tidings.server;

import io.tidings.memory.Hold;

/// The body of a request, and what is held for it until the request is answered.
public final class Body {
    private final byte[] bytes;
    private final Hold hold;

    Body(byte[] bytes, Hold hold) {
        this.bytes = bytes;
        this.hold = hold;
    }

    /// Not copied: they are the caller's.
    public byte[] bytes() {
        return bytes;
    }

    /// What is held for it.
    Hold hold() {
        return hold;
    }

    /// Gives the memory back. Once is enough; more does no harm.
    public void release() {
        hold.release();
    }
}
