package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The bytes of a connection that wait for the decoder. While it is parked they count against the budget, and the share
/// of the client, and nothing more is read. Owned by the connection's loop.
final class ParkedBytes {
    /// Part of what a connection takes, in bytes: the read of a short request that comes before its turn.
    private static final int FREE = 2 * 1024;

    private static final int FEW = 1024;
    private static final int LARGE = 4 * FEW;

    private final ClientShare share;
    private final ReadStops reads;
    private final Queue<ByteBuf> buffers = new ArrayDeque<>(2);
    private boolean parked;
    private @Nullable Hold hold;

    ParkedBytes(ClientShare share, ReadStops reads) {
        this.share = share;
        this.reads = reads;
    }

    void add(ByteBuf bytes) {
        buffers.add(bytes);
        if (hold != null) {
            hold.resize(hold.bytes() + bytes.capacity());
        }
    }

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    /// The oldest buffer, if there is one. It stays.
    @Nullable
    ByteBuf peek() {
        return buffers.peek();
    }

    /// Takes up to this many bytes of the oldest buffer; there must be one. The caller releases them. The decoder may
    /// keep what a buffer ends with for long, or a few bytes, and would keep a large buffer with them.
    ByteBuf next(int size) {
        var oldest = buffers.element();
        int length = Math.min(size, oldest.readableBytes());
        boolean isLarge = oldest.capacity() > LARGE;
        if (length < oldest.readableBytes()) {
            return isLarge && length <= FEW ? oldest.readBytes(length) : oldest.readRetainedSlice(length);
        }
        buffers.remove();
        return isLarge ? copy(oldest) : oldest;
    }

    private static ByteBuf copy(ByteBuf bytes) {
        var copy = bytes.readBytes(bytes.readableBytes());
        bytes.release();
        return copy;
    }

    /// Stops reading, or counts anew what waits. A client whose bytes have no room loses its connection.
    void park(ChannelHandlerContext context) {
        if (!parked) {
            parked = true;
            reads.add();
        }
        if (!tryCount(buffers.stream().mapToLong(ByteBuf::capacity).sum())) {
            // TLS closes when it has said so, which may take it seconds.
            releaseAll();
            var _ = context.close();
        }
    }

    private boolean tryCount(long bytes) {
        if (hold != null) {
            hold.resize(bytes);
        } else if (bytes > FREE) {
            hold = share.tryHoldArriving(bytes);
            return hold != null;
        }
        return true;
    }

    /// True while nothing more is read.
    boolean isParked() {
        return parked;
    }

    /// Goes on reading, unless there is another reason not to.
    void unpark() {
        if (parked) {
            parked = false;
            release();
            reads.remove();
        }
    }

    private void release() {
        if (hold != null) {
            hold.release();
            hold = null;
        }
    }

    void releaseAll() {
        buffers.forEach(ByteBuf::release);
        buffers.clear();
    }

    /// The connection is over, or has another owner.
    void close() {
        release();
        releaseAll();
    }
}
