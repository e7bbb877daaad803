package io.tidings.server;

import io.netty.channel.Channel;

/// What the socket of a connection has not taken of the bytes that were written to it: whether this becomes less shows
/// whether the client reads.
public final class Untaken {
    private Untaken() {}

    /// The bytes, with what Netty counts for their places in the queue. Netty counts all of a buffer as pending until
    /// its last byte is sent. Call on the connection's loop.
    public static long bytes(Channel channel) {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
    }
}
