package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// Closes a connection so that its client can read what was answered: at once in one direction, in the other when the
/// client has closed it or a while later (RFC 9112, 9.6). A close in both directions is a reset while the client still
/// sends, and that may discard the answer. Call on the connection's loop. What arrives after it is thrown away.
public final class LingeringClose {
    private static final long PATIENCE_SECONDS = 2;

    private LingeringClose() {}

    /// Begins, when the answer is written.
    public static void begin(ChannelHandlerContext context) {
        var channel = context.channel();
        if (channel.pipeline().get(Intake.NAME) instanceof Intake intake) {
            intake.discard();
        }
        // Vert.x may have paused it, and a close is something to read too.
        channel.config().setAutoRead(true);
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (channel instanceof DuplexChannel socket) {
            var _ = socket.shutdownOutput();
        }
        var deadline = context.executor().schedule(() -> close(channel), PATIENCE_SECONDS, TimeUnit.SECONDS);
        var _ = channel.closeFuture().addListener(_ -> deadline.cancel(false));
    }

    private static void close(Channel channel) {
        var _ = channel.close();
    }
}
