package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import org.jspecify.annotations.Nullable;

/// The head of a request, which is held until the request is answered. A header of four bytes becomes objects of a
/// hundred and more, so heads with many lines count against the budget. Owned by the connection's loop.
final class RequestHead {
    /// More than any browser sends. A head up to here is part of what a connection takes.
    private static final int FEW_LINES = 30;

    private static final int MOST_LINES = 256;
    private static final int BYTES_A_LINE = 512;

    private final Budget budget;
    private int lines;
    private @Nullable Hold hold;

    RequestHead(Budget budget) {
        this.budget = budget;
    }

    /// Counts the next bytes of a head; false if it has too many lines, or the budget has no room for them.
    boolean hasRoomFor(ByteBuf bytes, int length) {
        int end = bytes.readerIndex() + length;
        for (int i = bytes.readerIndex(); i < end; i++) {
            lines += bytes.getByte(i) == '\n' ? 1 : 0;
        }
        if (lines <= FEW_LINES) {
            return true;
        }
        if (lines > MOST_LINES) {
            return false;
        }
        if (hold == null) {
            hold = budget.tryHold(Use.CONNECTIONS, 0);
        }
        return hold != null && hold.tryResize((long) lines * BYTES_A_LINE);
    }

    /// The request is answered: what follows is another head.
    void forget() {
        lines = 0;
        if (hold != null) {
            hold.release();
            hold = null;
        }
    }
}
