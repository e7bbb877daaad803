package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/// Decodes like [VertxHttpRequestDecoder], and stricter: a request that tells its length in two ways is
/// invalid, for Netty would ignore the Content-Length, which a proxy in front may have believed (RFC
/// 9112, 6.1); so is one with a chunk whose size is not well-formed, or a header in several lines;
/// headers count as they come; trailers are not kept, as a recipient need not do (RFC 9110, 6.5.1).
/// Belongs to one connection.
public final class StrictDecoder extends HttpRequestDecoder {
    /// What Vert.x calls its own.
    public static final String NAME = "httpDecoder";

    /// More than it reads at a time where no line is longer than a piece of a head.
    private static final int LONG_LINE = 2 * 1024;

    private final HttpDecoderConfig config;
    private final RequestHeads heads;
    private final ChunkSizes chunkSizes = new ChunkSizes();
    private boolean inBody;
    private boolean hadLongLine;

    /// A decoder with the limits of a server, whose heads are counted there.
    public StrictDecoder(HttpServerOptions options, RequestHeads heads) {
        this(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(options.getMaxInitialLineLength())
                        .setMaxHeaderSize(options.getMaxHeaderSize())
                        .setMaxChunkSize(options.getMaxChunkSize())
                        .setInitialBufferSize(options.getDecoderInitialBufferSize())
                        .setTrailersFactory(NoTrailers.FACTORY),
                heads);
    }

    private StrictDecoder(HttpDecoderConfig config, RequestHeads heads) {
        super(config);
        this.config = config;
        this.heads = heads;
    }

    /// Puts another decoder into its place if it has read a long line and is between two requests: its buffer has the
    /// length of the longest line, and does not become shorter. Call while it is not decoding.
    void renew(ChannelPipeline pipeline) {
        if (hadLongLine && !inBody && !heads.isInHead() && actualReadableBytes() == 0) {
            pipeline.replace(this, NAME, new StrictDecoder(config, heads));
        }
    }

    /// Why a request is invalid that has both a Content-Length and a Transfer-Encoding.
    public static final class TwoLengthsException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /// Why a request is not read to its end that has too many headers, or more than there is memory for.
    public static final class TooManyHeadersException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final boolean lacksRoom;

        private TooManyHeadersException(boolean lacksRoom) {
            this.lacksRoom = lacksRoom;
        }

        /// True if it may be read later.
        public boolean lacksRoom() {
            return lacksRoom;
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /// A size that is not well-formed is made one that Netty does not pass over either, so that it reports the body as
    /// it reports any other that cannot be decoded.
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (!chunkSizes.accept(bytes)) {
            bytes.setByte(bytes.readerIndex(), 'x');
        }
        if (!inBody) {
            FoldedLines.refuse(bytes, heads.isInHead());
        }
        int before = out.size();
        int begin = bytes.readerIndex();
        super.decode(context, bytes, out);
        int lines = bytes.readerIndex() - begin;
        for (int i = before; i < out.size(); i++) {
            decoded(out.get(i));
            lines -= out.get(i) instanceof HttpContent content
                    ? content.content().readableBytes()
                    : 0;
        }
        hadLongLine |= lines > LONG_LINE;
    }

    /// What follows a body that cannot be decoded is no request.
    private void decoded(Object message) {
        chunkSizes.decoded(message);
        inBody = !(message instanceof LastHttpContent last
                && last.decoderResult().isSuccess());
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        check(heads.begin());
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], HeadersMultiMap.httpHeaders());
    }

    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        check(heads.addLine());
        return super.splitHeaderName(bytes, start, length);
    }

    private void check(boolean isHeard) {
        if (!isHeard) {
            throw new TooManyHeadersException(heads.lacksRoom());
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new TwoLengthsException();
    }

    /// That of Netty asks for the type of each message, and finds that it is no response.
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return false;
    }
}
