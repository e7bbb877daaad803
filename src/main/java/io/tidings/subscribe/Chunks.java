package io.tidings.subscribe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The chunk (RFC 9112 7.1) of the bytes that a loop sent last, in memory that a socket can take it from. Subscribers
/// that are sent the same bytes one after the other share it. Owned by one event loop.
final class Chunks {
    private static final int MOST_FRAMING = 16;

    private byte @Nullable [] staged;
    private ByteBuf chunk = PooledByteBufAllocator.DEFAULT.directBuffer();
    private ByteBuffer buffer = chunk.nioBuffer();

    /// Makes these bytes the chunk that the other methods are about.
    @SuppressWarnings("ReferenceEquality") // the same bytes, not equal ones
    void stage(byte[] bytes) {
        if (bytes != staged) {
            staged = bytes;
            makeRoom(bytes.length + MOST_FRAMING);
            chunk.writeCharSequence(Integer.toHexString(bytes.length), StandardCharsets.US_ASCII);
            chunk.writeShort('\r' << 8 | '\n').writeBytes(bytes).writeShort('\r' << 8 | '\n');
            buffer = chunk.nioBuffer(0, chunk.writerIndex());
        }
    }

    /// The memory is used again unless a channel still has a part of the chunk to send.
    private void makeRoom(int length) {
        if (chunk.refCnt() == 1 && length <= chunk.capacity()) {
            chunk.clear();
        } else {
            chunk.release();
            chunk = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        }
    }

    /// In bytes, framing included.
    int length() {
        return chunk.writerIndex();
    }

    /// For a write of [#length] bytes from its beginning.
    ByteBuffer buffer() {
        return buffer;
    }

    /// The part from an index on, to be released by who sends it.
    ByteBuf rest(int from) {
        return chunk.retainedSlice(from, length() - from);
    }
}
