package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends a request at once, whatever state it is in.
public final class Abort {
    private Abort() {}

    /// Closes the connection, or of HTTP/2 the stream alone. Any thread may call it.
    public static void request(HttpServerRequest request) {
        if (!(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            // Past all handlers: that of Vert.x would first send what waits, and a client that does not read lets it
            // wait for ever.
            var first = connection.channel().pipeline().firstContext();
            if (first != null) {
                var _ = first.close();
            }
        } else {
            onLoop(connection.channel(), request.streamId());
        }
    }

    private static void onLoop(Channel channel, int stream) {
        if (channel.eventLoop().inEventLoop()) {
            reset(channel, stream);
        } else {
            channel.eventLoop().execute(() -> reset(channel, stream));
        }
    }

    private static void reset(Channel channel, int stream) {
        var context = channel.pipeline().context(Http2ConnectionHandler.class);
        if (context != null) {
            reset(context, stream);
        }
    }

    /// Resets a stream of HTTP/2, if it is open. Vert.x would do nothing where the answer is complete, though
    /// its client may have taken nothing of it. The context is that of the [Http2ConnectionHandler]. Call on the
    /// connection's event loop.
    static void reset(ChannelHandlerContext context, int stream) {
        if (!context.isRemoved()
                && context.handler() instanceof Http2ConnectionHandler handler
                && handler.connection().stream(stream) != null) {
            var _ = handler.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise());
            context.flush();
        }
    }
}
