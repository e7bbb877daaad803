package io.tidings.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.socket.SystemSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The chunk (RFC 9112 7.1) of the bytes that a loop sent last, in memory that a socket can take it from.
/// Subscribers that are sent the same bytes one after the other share it, and so do those whose sockets did
/// not take all of it. Owned by one event loop.
public final class Chunks {
    private static final int MAX_FRAMING = 16;

    private final Budget budget;
    private final ByteBufAllocator allocator;
    private byte @Nullable [] staged;
    private ByteBuf chunk;
    private long address;
    private @Nullable Unsent unsent;

    public Chunks(Budget budget) {
        this(budget, PooledByteBufAllocator.DEFAULT);
    }

    Chunks(Budget budget, ByteBufAllocator allocator) {
        this.budget = budget;
        this.allocator = allocator;
        this.chunk = allocator.directBuffer();
        this.address = addressOf(chunk);
    }

    /// Makes these bytes the chunk that the other methods are about.
    @SuppressWarnings("ReferenceEquality") // the same bytes, not equal ones
    void stage(byte[] bytes) {
        if (bytes != staged) {
            staged = null;
            unsent = null;
            makeRoom(bytes.length + MAX_FRAMING);
            chunk.writeCharSequence(Integer.toHexString(bytes.length), StandardCharsets.US_ASCII);
            chunk.writeShort('\r' << 8 | '\n').writeBytes(bytes).writeShort('\r' << 8 | '\n');
            staged = bytes;
        }
    }

    /// Lets go of the bytes of the chunk, which are not sent to others.
    void forgetStaged() {
        staged = null;
    }

    /// The memory is used again unless a channel still has a part of the chunk to send. If there is none for another
    /// chunk, this one stays as it is.
    private void makeRoom(int length) {
        if (chunk.refCnt() == 1 && length <= chunk.capacity()) {
            chunk.clear();
        } else {
            var next = allocator.directBuffer(length);
            chunk.release();
            chunk = next;
            address = addressOf(next);
        }
    }

    private static long addressOf(ByteBuf buffer) {
        return SystemSocket.address(buffer.nioBuffer(0, 1));
    }

    /// In bytes, framing included.
    int length() {
        return chunk.writerIndex();
    }

    /// The bytes of memory that stay occupied while a channel has a part of the chunk to send.
    int capacity() {
        return chunk.capacity();
    }

    /// Where its [#length] bytes are.
    long address() {
        return address;
    }

    /// The part from an index on. The caller releases it.
    ByteBuf rest(int from) {
        return chunk.retainedSlice(from, length() - from);
    }

    /// Keeps the chunk for one more connection that has a part of it to send; none if the budget has no room
    /// for that.
    @Nullable
    Unsent keep() {
        if (unsent != null && unsent.connections > 0) {
            unsent.connections++;
            return unsent;
        }
        var hold = hold(chunk.capacity());
        unsent = hold == null ? null : new Unsent(hold);
        return unsent;
    }

    private @Nullable Hold hold(int bytes) {
        var hold = budget.tryHold(Use.SENDING, bytes);
        return hold == null ? budget.tryHold(Use.LIVE, bytes) : hold;
    }

    /// A chunk that waits in the channels of some connections of this loop, and takes its memory once for all
    /// of them.
    static final class Unsent {
        private final Hold hold;
        private int connections = 1;

        /// For the first connection.
        Unsent(Hold hold) {
            this.hold = hold;
        }

        /// One of the connections has sent its part, or is gone.
        void sent() {
            if (--connections == 0) {
                hold.release();
            }
        }
    }
}
