package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.tidings.memory.ClientShare;
import io.tidings.memory.LateHold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Passes the frames of an HTTP/2 connection on when they have arrived as a whole, and counts what has
/// come of the next one. Lies before the handler of HTTP/2. Owned by the connection's loop.
public final class WholeFrames extends ChannelInboundHandlerAdapter {
    private static final String NAME = "tidings-whole-frames";

    /// Part of what a connection takes, in bytes.
    private static final int FREE = 2 * 1024;

    /// A buffer grows by doubling.
    private static final int COPIES = 2;

    private final Http2FrameEnds ends = new Http2FrameEnds();
    private final Remainder remainder = new Remainder();
    private @Nullable LateHold hold;
    private long finishedBefore;
    private long unfinishedBefore;

    private WholeFrames() {}

    /// Begins with the first byte of a connection, before its handler of HTTP/2 gets it.
    public static void in(ChannelPipeline pipeline) {
        var http2 = pipeline.context(Http2ConnectionHandler.class);
        pipeline.addBefore(http2.name(), NAME, new WholeFrames());
    }

    /// Those of a connection that speaks HTTP/2. What they keep counts from now on.
    static WholeFrames of(ChannelPipeline pipeline, ClientShare share) {
        var frames = pipeline.get(WholeFrames.class);
        frames.hold = new LateHold(share::tryHoldArriving);
        return frames;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        var whole = remainder.add(bytes, ends.follow(bytes), context.alloc());
        if (whole != null) {
            context.fireChannelRead(whole);
        }
        if (!context.isRemoved() && !hasRoom()) {
            var _ = context.close();
        }
    }

    private boolean hasRoom() {
        long bytes = COPIES * ends.unfinished();
        return hold == null || hold.tryHold(bytes <= FREE ? 0 : bytes);
    }

    /// Called each time that the patience has passed. False if the same frame, or the same head, was on
    /// its way the time before, and too little of it has come since. What is not read cannot come.
    boolean hasPatience(Duration patience, boolean isRead) {
        boolean isSame = unfinishedBefore > 0 && ends.finished() == finishedBefore;
        boolean isLate = isSame && ends.unfinished() - unfinishedBefore < RequestClock.leastBytes(patience);
        finishedBefore = ends.finished();
        unfinishedBefore = isRead ? ends.unfinished() : 0;
        return !isRead || !isLate;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        remainder.release();
        if (hold != null) {
            hold.release();
        }
    }
}
