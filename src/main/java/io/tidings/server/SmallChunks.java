package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/// Joins the small chunks of a body (RFC 9112, 7.1): six bytes on the wire may be a chunk, and each becomes objects of
/// a hundred and more for a request that nobody reads. Owned by the connection's loop.
final class SmallChunks {
    private static final int SMALL = 512;

    private @Nullable ByteBuf joined;

    /// True if it has taken the message.
    boolean take(Object message, ByteBufAllocator allocator) {
        if (!(message instanceof HttpContent chunk) || message instanceof LastHttpContent || !isSmall(chunk)) {
            return false;
        }
        if (joined == null) {
            joined = allocator.buffer(SMALL);
        }
        joined.writeBytes(chunk.content());
        chunk.release();
        return true;
    }

    private static boolean isSmall(HttpContent chunk) {
        return chunk.decoderResult().isSuccess() && chunk.content().readableBytes() < SMALL;
    }

    /// What was taken, as one chunk; none if nothing was.
    @Nullable
    HttpContent poll() {
        var bytes = joined;
        joined = null;
        return bytes == null ? null : new DefaultHttpContent(bytes);
    }

    void release() {
        if (joined != null) {
            joined.release();
            joined = null;
        }
    }
}
