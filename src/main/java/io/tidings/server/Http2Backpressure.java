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

/// Reads nothing of an HTTP/2 connection whose client does not read: each PING, each SETTINGS and each request asks
/// for an answer, and RFC 9113 (5.2.1) limits only those of data. One that takes nothing for the time of the patience
/// is closed. Owned by the connection's loop.
final class Http2Backpressure extends ChannelDuplexHandler {
    static final String NAME = "tidings-http2-backpressure";

    /// A short frame that waits is counted by Netty with what its place in the queue takes, but not its buffer.
    private static final int COPIES = 2;

    private final Budget budget;
    private final Duration patience;
    private @Nullable Hold unread;
    private @Nullable ScheduledFuture<?> check;
    private long waiting;

    Http2Backpressure(Budget budget, Duration patience) {
        this.budget = budget;
        this.patience = patience;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            release();
        } else if (unread == null) {
            pause(context);
        }
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    /// Netty's handler of HTTP/2 asks for more after each read, whether or not the channel reads by itself.
    @Override
    public void read(ChannelHandlerContext context) {
        if (unread == null) {
            context.read();
        }
    }

    private void pause(ChannelHandlerContext context) {
        waiting = waiting(context);
        unread = budget.tryHold(Use.SENDING, COPIES * waiting);
        if (unread == null) {
            var _ = context.close();
        } else {
            watch(context);
        }
    }

    private void watch(ChannelHandlerContext context) {
        check = context.executor().schedule(() -> check(context), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        long before = waiting;
        waiting = waiting(context);
        if (waiting >= before) {
            var _ = context.close();
        } else {
            watch(context);
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
