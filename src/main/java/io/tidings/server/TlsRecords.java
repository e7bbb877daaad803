package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import org.jspecify.annotations.Nullable;

/// Counts what TLS keeps of a record that has not arrived as a whole, and closes a connection whose record is longer
/// than any may be: Netty would collect up to 64 KB of it. Lies before the handler of TLS. Owned by the connection's
/// loop.
final class TlsRecords extends ChannelInboundHandlerAdapter {
    static final String NAME = "tidings-tls-records";

    /// Type, version and length (RFC 8446, 5.1).
    private static final int HEADER = 5;

    /// In bytes, of TLS 1.2 (RFC 5246, 6.2.3). TLS 1.3 allows less.
    private static final int LONGEST = (1 << 14) + 2048;

    /// Part of what a connection takes, in bytes: the first record of a client is shorter.
    private static final int FREE = 2 * 1024;

    /// The buffer of TLS grows by doubling.
    private static final int COPIES = 2;

    private final Budget budget;
    private int arrived;
    private int missing;
    private @Nullable Hold hold;

    TlsRecords(Budget budget) {
        this.budget = budget;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && !(areSound(bytes) && hasRoom())) {
            bytes.release();
            var _ = context.close();
        } else {
            context.fireChannelRead(message);
        }
    }

    /// Follows the records in the bytes; false if one is too long.
    private boolean areSound(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int at = bytes.readerIndex(); at < end; ) {
            if (arrived < HEADER) {
                missing = ((missing << 8) & 0xFFFF) | bytes.getUnsignedByte(at);
                arrived++;
                at++;
                if (arrived == HEADER && missing > LONGEST) {
                    return false;
                }
            } else {
                int part = Math.min(missing, end - at);
                arrived += part;
                missing -= part;
                at += part;
            }
            if (arrived >= HEADER && missing == 0) {
                arrived = 0;
            }
        }
        return true;
    }

    private boolean hasRoom() {
        int bytes = COPIES * arrived <= FREE ? 0 : COPIES * arrived;
        if (hold == null) {
            hold = bytes == 0 ? null : budget.tryHold(Use.CONNECTIONS, bytes);
            return bytes == 0 || hold != null;
        }
        return hold.tryResize(bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (hold != null) {
            hold.release();
        }
    }
}
