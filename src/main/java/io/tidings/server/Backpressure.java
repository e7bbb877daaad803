package io.tidings.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads nothing of a connection whose client does not read, in front of a handler that answers by itself: that of
/// HTTP/2 answers each PING and each SETTINGS (RFC 9113, 5.2.1 limits only answers of data), that of TLS each key
/// update (RFC 8446, 4.6.3). Owned by the connection's loop.
final class Backpressure extends ChannelDuplexHandler {
    static final String OF_HTTP2 = "tidings-http2-backpressure";
    static final String OF_TLS = "tidings-tls-backpressure";

    /// A short frame that waits is counted by Netty with what its place in the queue takes, but not its buffer.
    private static final int COPIES = 2;

    private final Budget budget;
    private final @Nullable Duration patience;
    private @Nullable Hold unread;
    private @Nullable ScheduledFuture<?> check;
    private long waiting;

    /// Waits for ever for a client to read on, or closes a connection of which the client takes nothing for the time of
    /// the patience.
    Backpressure(Budget budget, @Nullable Duration patience) {
        this.budget = budget;
        this.patience = patience;
    }

    /// The handlers behind this one ask for more after a read that gave them too little, whether or not the channel
    /// reads by itself.
    @Override
    public void read(ChannelHandlerContext context) {
        if (unread == null) {
            var _ = context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            pause(context);
        } else if (unread != null) {
            release();
            goOn(context);
        }
        context.fireChannelWritabilityChanged();
    }

    private void pause(ChannelHandlerContext context) {
        if (unread != null) {
            return;
        }
        context.channel().config().setAutoRead(false);
        waiting = waiting(context);
        unread = budget.tryHold(Use.SENDING, COPIES * waiting);
        if (unread == null) {
            var _ = context.close();
        } else if (patience != null) {
            watch(context, patience);
        }
    }

    /// An [Intake] that waits for an answer to be sent reads on by itself.
    private static void goOn(ChannelHandlerContext context) {
        var intake = context.pipeline().get(Intake.class);
        if (intake == null || !intake.isParked()) {
            context.channel().config().setAutoRead(true);
            var _ = context.read();
        }
    }

    private void watch(ChannelHandlerContext context, Duration time) {
        check = context.executor().schedule(() -> check(context, time), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context, Duration time) {
        long before = waiting;
        waiting = waiting(context);
        if (waiting >= before) {
            var _ = context.close();
        } else {
            watch(context, time);
        }
    }

    private static long waiting(ChannelHandlerContext context) {
        var buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private void release() {
        if (unread != null) {
            unread.release();
            unread = null;
        }
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }
}
