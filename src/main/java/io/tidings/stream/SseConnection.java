package io.tidings.stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.ReferenceCountUtil;
import io.tidings.memory.Hold;
import io.tidings.server.Untaken;
import io.tidings.socket.SystemSocket;
import io.tidings.stream.Chunks.Unsent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An open stream on HTTP/1.1, alone on its channel: no request, response or codec is left of it. It writes
/// chunks (RFC 9112 7.1) that it shares with the other connections of its loop, straight to the socket where
/// there is a file descriptor and nothing waits; what the socket does not take waits in the channel. What its
/// client says is passed over, except that it is gone.
final class SseConnection extends ChannelInboundHandlerAdapter implements StreamConnection {
    /// A channel where anything waits is not writable, and becomes so when all of it is sent.
    static final WriteBufferWaterMark NOTHING_WAITS = new WriteBufferWaterMark(1, 1);

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final Chunks chunks;
    private final int descriptor;
    private boolean waits;
    private boolean closed;
    private boolean aborted;
    private long waitedBefore;
    private @Nullable Waiting waiting;
    private Runnable whenClosed = () -> {};
    private @Nullable Runnable whenWritable;

    /// The parts that wait in the channel, the newest first. They are given back when it has sent all of them.
    private record Waiting(Unsent unsent, @Nullable Waiting before) {}

    SseConnection(Channel channel, Chunks chunks) {
        this.channel = channel;
        this.chunks = chunks;
        this.descriptor = SystemSocket.descriptor(channel);
        this.waits = !channel.isWritable();
    }

    @Override
    public void whenClosed(Runnable action) {
        whenClosed = action;
    }

    @Override
    public void send(byte[] bytes) {
        if (!closed && !sendChunk(bytes)) {
            keepUnsent();
        }
    }

    /// A page that waits takes the chunk, which may be that of a larger one before, and always has room.
    @Override
    public void send(byte[] page, Hold hold) {
        boolean isSent = closed || sendChunk(page);
        chunks.forgetStaged();
        if (!isSent && waits) {
            hold.resize(chunks.capacity());
            waiting = new Waiting(new Unsent(hold), waiting);
        } else {
            hold.release();
        }
    }

    /// False if the channel has a part of it to send.
    private boolean sendChunk(byte[] bytes) {
        chunks.stage(bytes);
        int sent = waits ? 0 : sendToSocket();
        if (sent == chunks.length()) {
            return true;
        }
        var _ = channel.writeAndFlush(chunks.rest(sent), channel.voidPromise());
        waits = !channel.isWritable();
        return false;
    }

    /// What waits counts against the budget. A client that comes back reads it from the log when there is
    /// room for that.
    private void keepUnsent() {
        if (waits) {
            var unsent = chunks.keep();
            if (unsent == null) {
                abort();
            } else {
                waiting = new Waiting(unsent, waiting);
            }
        }
    }

    private void forgetUnsent() {
        for (; waiting != null; waiting = waiting.before()) {
            waiting.unsent().sent();
        }
    }

    /// Returns how much of the chunk the socket took. Asks each time whether the channel is open: once it is closed,
    /// its descriptor may be that of another client.
    private int sendToSocket() {
        boolean canSend = descriptor != SystemSocket.NONE && channel.isOpen();
        return canSend ? SystemSocket.send(descriptor, chunks.address(), chunks.length()) : 0;
    }

    @Override
    public boolean isFull() {
        return waits || closed;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public boolean isStalled() {
        long before = waitedBefore;
        waitedBefore = Untaken.bytes(channel);
        return before > 0 && waitedBefore >= before;
    }

    @Override
    public long waitingBytes() {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    @Override
    public void abort() {
        aborted = true;
        closed = true;
        var _ = channel.close();
    }

    @Override
    public boolean isAborted() {
        return aborted;
    }

    @Override
    public void close(byte[] last) {
        if (!closed) {
            sendChunk(last);
        }
        var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(LAST_CHUNK)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        waits = !channel.isWritable();
        if (!waits) {
            forgetUnsent();
        }
        var action = whenWritable;
        if (action != null && !waits) {
            whenWritable = null;
            action.run();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
        forgetUnsent();
        whenClosed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
