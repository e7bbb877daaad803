package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.time.Duration;

/// Closes an HTTP/2 connection whose client makes the hub reset stream after stream, and ends the streams that
/// it leaves open. Netty allows 200 in 30 seconds. Beyond that it reports an error to Vert.x. Tells [Http2Streams] of
/// each stream that is reset. Owned by the connection's loop.
final class Http2Resets extends ChannelDuplexHandler {
    static final String NAME = "tidings-http2-resets";

    private static final int MAX_RESETS = 150;
    private static final long PERIOD_NANOS = Duration.ofSeconds(30).toNanos();

    /// RFC 9113, 4.1 and 6.4.
    private static final int RESET_BYTES = 13;

    private static final int RESET_LENGTH_AND_TYPE = 0x0000_0403;

    /// Where a frame has the number of its stream.
    private static final int STREAM = 5;

    private long periodBegan = System.nanoTime();
    private int resets;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf frame && isReset(frame))) {
            var _ = context.write(message, promise);
            return;
        }
        int stream = frame.getInt(frame.readerIndex() + STREAM);
        var _ = context.write(message, promise);
        Http2Streams.of(context.channel()).ifPresent(streams -> streams.onResetSent(stream));
        if (isTooMany()) {
            var _ = context.close();
        }
    }

    private static boolean isReset(ByteBuf frame) {
        return frame.readableBytes() == RESET_BYTES && frame.getInt(frame.readerIndex()) == RESET_LENGTH_AND_TYPE;
    }

    private boolean isTooMany() {
        long now = System.nanoTime();
        if (now - periodBegan > PERIOD_NANOS) {
            periodBegan = now;
            resets = 0;
        }
        return ++resets > MAX_RESETS;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        var http2 = context.pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null && http2.connection().numActiveStreams() > 0) {
            var _ = http2.connection().close(context.voidPromise());
        }
    }
}
