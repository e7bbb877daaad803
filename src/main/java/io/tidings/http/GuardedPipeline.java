package io.tidings.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.tidings.server.RequestHeads;
import io.tidings.server.StrictDecoder;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.http.HttpServerOptions;

/// Waits in a new connection until Vert.x knows its protocol, which may take the first bytes or a TLS handshake. Then
/// it puts a [StrictDecoder] and a [Guard] in, or [SoundHttp2Requests], and goes. It stays behind the handlers that
/// find out, and Vert.x adds those for HTTP behind it; so it sees the first bytes just before they are decoded.
@Sharable
final class GuardedPipeline extends ChannelInboundHandlerAdapter {
    private final HttpServerOptions options;
    private final Telemetry telemetry;

    GuardedPipeline(HttpServerOptions options, Telemetry telemetry) {
        this.options = options;
        this.telemetry = telemetry;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        stayLast(context.pipeline());
        context.fireChannelRegistered();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var pipeline = context.pipeline();
        if (pipeline.get(StrictDecoder.NAME) != null) {
            pipeline.remove(this);
            guard(pipeline);
        } else if (pipeline.get("handler") != null) {
            SoundHttp2Requests.in(pipeline);
            pipeline.remove(this);
        } else {
            stayLast(pipeline);
        }
        context.fireChannelRead(message);
    }

    private void stayLast(ChannelPipeline pipeline) {
        if (pipeline.last() != this) {
            pipeline.remove(this);
            pipeline.addLast(this);
        }
    }

    /// Nothing has been decoded yet. Clear-text connections get their handler after the upgrade to HTTP/2 was ruled
    /// out.
    private void guard(ChannelPipeline pipeline) {
        var heads = RequestHeads.of(pipeline);
        pipeline.replace(StrictDecoder.NAME, StrictDecoder.NAME, new StrictDecoder(options, heads));
        pipeline.addBefore(pipeline.get("h2c") != null ? "h2c" : "handler", Guard.NAME, new Guard(heads, telemetry));
    }
}
