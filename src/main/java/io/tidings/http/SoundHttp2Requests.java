package io.tidings.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.tidings.server.Http2Streams;
import io.tidings.server.WholeFrames;

/// Gives the requests of an HTTP/2 connection a [RequestTarget] that is sound, and passes on none that
/// there is no memory for, and remembers few header fields of the answers. Its frames and header fields
/// are checked by Netty, which resets the stream or ends the connection as RFC 9113 has it. Owned by the
/// connection's loop.
final class SoundHttp2Requests extends Http2FrameListenerDecorator {
    private final Http2ConnectionDecoder decoder;

    private SoundHttp2Requests(Http2ConnectionDecoder decoder) {
        super(decoder.frameListener());
        this.decoder = decoder;
    }

    /// Call before the first byte is decoded. Does nothing where the connection does not speak HTTP/2.
    static void in(ChannelPipeline pipeline) {
        var http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            WholeFrames.in(pipeline);
            listenTo(http2.decoder());
        }
    }

    private static void listenTo(Http2ConnectionDecoder decoder) {
        if (!(decoder.frameListener() instanceof SoundHttp2Requests)) {
            decoder.frameListener(new SoundHttp2Requests(decoder));
        }
    }

    /// Vert.x puts another listener in the place of this one when the first settings arrive.
    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        super.onSettingsRead(context, settings);
        listenTo(decoder);
        limitTable(context);
        var streams = Http2Streams.of(context.channel());
        if (streams.isPresent()) {
            streams.get().onSettings();
        }
    }

    /// A client may offer to remember 4 GB of our header fields, and the encoder would remember as many. Each new value
    /// of a field would stay as long as the connection.
    private static void limitTable(ChannelHandlerContext context) throws Http2Exception {
        var table = context.pipeline()
                .get(Http2ConnectionHandler.class)
                .encoder()
                .configuration()
                .headersConfiguration();
        if (table.maxHeaderTableSize() > Http2CodecUtil.DEFAULT_HEADER_TABLE_SIZE) {
            table.maxHeaderTableSize(Http2CodecUtil.DEFAULT_HEADER_TABLE_SIZE);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        if (isAccepted(context, stream, headers)) {
            var sound = withSoundPath(headers);
            pass(context, stream, () -> super.onHeadersRead(context, stream, sound, padding, endOfStream));
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        if (isAccepted(context, stream, headers)) {
            var sound = withSoundPath(headers);
            pass(
                    context,
                    stream,
                    () -> super.onHeadersRead(
                            context, stream, sound, dependency, weight, exclusive, padding, endOfStream));
        }
    }

    /// Hands a head on. One that Vert.x cannot read, such as that with a method which is no token, is malformed (RFC
    /// 9113, 8.1.1).
    private static void pass(ChannelHandlerContext context, int stream, Head head) throws Http2Exception {
        try {
            head.pass();
        } catch (IllegalArgumentException e) {
            throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, e, "malformed head");
        }
        Http2Streams.of(context.channel()).ifPresent(streams -> streams.onTaken(stream));
    }

    /// Passes a head to Vert.x.
    private interface Head {
        void pass() throws Http2Exception;
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        var streams = Http2Streams.of(context.channel());
        if (streams.isPresent()) {
            streams.get().checkData(stream, data.readableBytes() + padding);
        }
        return super.onDataRead(context, stream, data, padding, endOfStream);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long errorCode) throws Http2Exception {
        Http2Streams.of(context.channel()).ifPresent(streams -> streams.onReset(stream));
        super.onRstStreamRead(context, stream, errorCode);
    }

    private static boolean isAccepted(ChannelHandlerContext context, int stream, Http2Headers headers)
            throws Http2Exception {
        var streams = Http2Streams.of(context.channel());
        return streams.isPresent()
                ? streams.get().accepts(stream, headers)
                : context.channel().isOpen();
    }

    /// Trailers have no path.
    private static Http2Headers withSoundPath(Http2Headers headers) {
        var path = headers.path();
        if (path != null) {
            var sound = RequestTarget.sound(path.toString());
            if (!sound.contentEquals(path)) {
                headers.path(sound);
            }
        } else if (HttpMethod.CONNECT.asciiName().contentEqualsIgnoreCase(headers.method())) {
            // Vert.x resets the stream of one that has a path, and Quarkus fails at one that has none.
            headers.path("/");
        }
        return headers;
    }
}
