package io.tidings.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import org.jspecify.annotations.Nullable;

/// Reads nothing of a TLS connection whose client does not read: TLS answers some of what it receives by itself, such
/// as
/// the wish for new keys (RFC 8446, 4.6.3). Lies before the handler of TLS. Owned by the connection's loop.
final class TlsBackpressure extends ChannelDuplexHandler {
    static final String NAME = "tidings-tls-backpressure";

    private final Budget budget;
    private @Nullable Hold unread;

    TlsBackpressure(Budget budget) {
        this.budget = budget;
    }

    /// The handler of TLS asks for more where what it read was nothing to pass on.
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
        var waiting = context.channel().unsafe().outboundBuffer();
        unread = budget.tryHold(Use.SENDING, waiting == null ? 0 : waiting.totalPendingWriteBytes());
        if (unread == null) {
            var _ = context.close();
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

    private void release() {
        if (unread != null) {
            unread.release();
            unread = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }
}
