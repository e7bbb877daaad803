package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// What has come of a frame, or of a record, that has not arrived as a whole, in a buffer of its own. Netty
/// would keep all that was read along with its first byte, and more with each read: up to 128 KB. Owned by
/// the connection's loop.
final class Remainder {
    private @Nullable ByteBuf kept;

    /// Adds what was read, of which the first bytes, up to this length, end what has arrived as a whole.
    /// Returns all that has, to be released; none if nothing has.
    @Nullable
    ByteBuf add(ByteBuf bytes, int length, ByteBufAllocator allocator) {
        if (kept == null && length == bytes.readableBytes()) {
            return bytes;
        }
        ByteBuf whole = null;
        if (length > 0) {
            whole = kept == null ? bytes.readRetainedSlice(length) : kept.writeBytes(bytes, length);
            kept = null;
        }
        if (bytes.isReadable()) {
            kept = (kept == null ? allocator.buffer(bytes.readableBytes()) : kept).writeBytes(bytes);
        }
        bytes.release();
        return whole;
    }

    /// The connection is over.
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }
}
