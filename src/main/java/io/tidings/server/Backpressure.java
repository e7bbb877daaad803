package io.tidings.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads nothing of a connection whose client does not read, in front of a handler that answers by itself: that of
/// HTTP/2 answers each PING and each SETTINGS (RFC 9113, 5.2.1 limits only answers of data), that of TLS each key
/// update (RFC 8446, 4.6.3). Owned by the connection's loop.
final class Backpressure extends ChannelDuplexHandler {
    static final String OF_HTTP2 = "tidings-http2-backpressure";
    static final String OF_TLS = "tidings-tls-backpressure";

    /// Short answers take twice as much as Netty counts for them, which is part of what the connection takes.
    private static final WriteBufferWaterMark MARK = new WriteBufferWaterMark(2 * 1024, 4 * 1024);

    /// A short frame that waits is counted by Netty with what its place in the queue takes, but not its buffer.
    private static final int COPIES = 2;

    /// More than short answers to all of one read take, in bytes. What is longer are answers that count by themselves.
    private static final long MOST = 256 * 1024;

    private final ClientShare share;
    private final ReadStops reads;
    private final @Nullable Duration patience;
    private boolean paused;
    private @Nullable Hold unread;
    private @Nullable ScheduledFuture<?> check;
    private long waiting;

    /// Waits for ever for a client to read on, or closes a connection of which the client takes nothing for the time of
    /// the patience.
    Backpressure(ClientShare share, ReadStops reads, @Nullable Duration patience) {
        this.share = share;
        this.reads = reads;
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setWriteBufferWaterMark(MARK);
    }

    /// The handlers behind this one ask for more after a read that gave them too little, whether or not the channel
    /// reads by itself.
    @Override
    public void read(ChannelHandlerContext context) {
        if (!paused) {
            var _ = context.read();
        } else {
            reads.onRead();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        boolean writable = context.channel().isWritable();
        if (!writable && !paused) {
            pause(context);
        } else if (writable && paused) {
            goOn();
        }
        context.fireChannelWritabilityChanged();
    }

    /// What the socket takes in this turn of the loop does not wait for the client.
    private void pause(ChannelHandlerContext context) {
        paused = true;
        reads.add();
        context.executor().execute(() -> {
            if (paused && unread == null) {
                hold(context);
            }
        });
    }

    private void hold(ChannelHandlerContext context) {
        waiting = waiting(context);
        unread = share.tryHoldArriving(Math.min(MOST, COPIES * waiting));
        if (unread == null) {
            var _ = context.close();
        } else if (patience != null) {
            watch(context, patience);
        }
    }

    private void goOn() {
        release();
        reads.remove();
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
        paused = false;
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
