package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.request.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The requests of an HTTP/2 connection (RFC 9113): each counts against the budget while its stream is open, and
/// against the share of its client until it is a stream of events. Owned by the connection's loop.
public final class Http2Streams extends Http2ConnectionAdapter {
    private static final AttributeKey<Http2Streams> OF_CHANNEL = AttributeKey.valueOf(Http2Streams.class, "of channel");

    /// What a connection takes more than one of HTTP/1: tables of headers, windows, settings, and short answers up to
    /// the mark of [Backpressure].
    private static final int CONNECTION_BYTES = 16 * 1024;

    /// What is announced to clients (RFC 9113, 6.5.2), some of which ask for more before they have read that.
    private static final int MAX_STREAMS = 100;

    /// Each may make the encoder remember nine bytes until the next answer.
    private static final int MAX_SETTINGS = 1_000;

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Budget budget;
    private final RequestShare share;
    private final ServerTerms terms;
    private final PropertyKey requestKey;
    private final Http2Heads heads;
    private final Http2Patience patience;
    private int settings;

    private Http2Streams(Http2ConnectionHandler handler, ChannelHandlerContext context, ServerTerms terms) {
        this.handler = handler;
        this.context = context;
        this.budget = terms.budget();
        var address = ClientAddress.of(context.channel().remoteAddress());
        this.share = new RequestShare(terms.shares(), address);
        this.terms = terms;
        this.requestKey = handler.connection().newKey();
        this.heads = new Http2Heads(context.executor());
        var frames = WholeFrames.of(context.pipeline(), terms.shares().of(address));
        this.patience = new Http2Patience(handler, context, requestKey, frames, terms.patience());
    }

    /// Begins to count the requests of a connection, and to look at how they get on.
    static void watch(ChannelHandlerContext context, ServerTerms terms) {
        var budget = terms.budget();
        if (!budget.tryTake(Use.CONNECTIONS, CONNECTION_BYTES)) {
            var _ = context.close();
            return;
        }
        var handler = context.pipeline().get(Http2ConnectionHandler.class);
        var streams = new Http2Streams(handler, context.pipeline().context(handler), terms);
        context.channel().attr(OF_CHANNEL).set(streams);
        handler.connection().addListener(streams);
        var _ = context.channel().closeFuture().addListener(_ -> {
            streams.patience.stop();
            streams.share.leave();
            budget.give(Use.CONNECTIONS, CONNECTION_BYTES);
        });
    }

    /// Those of a connection, if it speaks HTTP/2 and they are counted.
    public static Optional<Http2Streams> of(Channel connection) {
        return Optional.ofNullable(connection.attr(OF_CHANNEL).get());
    }

    /// Stops watching a request whose answer takes long, or has a patience of its own. Does nothing for HTTP/1. Call
    /// on the request's event loop.
    public static void leave(HttpServerRequest request) {
        setWatchedElsewhere(request, true);
    }

    /// Watches a request again whose answer is written. Does nothing for HTTP/1. Call on the request's event loop.
    public static void watchAgain(HttpServerRequest request) {
        setWatchedElsewhere(request, false);
    }

    private static void setWatchedElsewhere(HttpServerRequest request, boolean elsewhere) {
        find(request).ifPresent(found -> found.setWatchedElsewhere(elsewhere));
    }

    /// Takes a request out of the share of its client: it has become a stream of events, which are
    /// limited by themselves. Does nothing for HTTP/1. Call on the request's event loop.
    public static void begin(HttpServerRequest request) {
        find(request).ifPresent(Http2Request::giveShare);
    }

    void begin(int stream) {
        Optional.ofNullable(request(stream)).ifPresent(Http2Request::giveShare);
    }

    /// Gives back what is held for the head of a request, which nobody needs any more. Call on the request's
    /// event loop.
    static void forgetHead(HttpServerRequest request) {
        find(request).ifPresent(Http2Request::giveHead);
    }

    private static Optional<Http2Request> find(HttpServerRequest request) {
        return of(request).map(streams -> streams.request(request.streamId()));
    }

    private static Optional<Http2Streams> of(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection
                ? of(connection.channel())
                : Optional.empty();
    }

    private @Nullable Http2Request request(int stream) {
        var open = handler.connection().stream(stream);
        return open == null ? null : open.getProperty(requestKey);
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        patience.begin();
        var _ = stream.setProperty(requestKey, new Http2Request(budget, share));
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2Request request = stream.removeProperty(requestKey);
        if (request == null || !request.isCounted()) {
            return;
        }
        if (request.isReset() || stream.isResetSent() || !context.channel().isActive()) {
            terms.afterQueuedTasks(context.executor(), request::giveAll);
        } else {
            request.giveAll();
        }
    }

    /// Throws if the client has changed its settings far more often than any does. Netty ends the connection then. Call
    /// on the connection's event loop, when settings have arrived.
    public void onSettings() throws Http2Exception {
        if (++settings > MAX_SETTINGS) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "it changes its settings too often");
        }
    }

    /// Remembers that the client resets a stream. Call on the connection's event loop, before the stream is closed.
    public void onReset(int stream) {
        Optional.ofNullable(request(stream)).ifPresent(Http2Request::reset);
    }

    /// False for a stream that there is no room for, or whose head is more than anybody needs; it is reset.
    /// False as well for what Netty still decodes of a connection that is closed. Either stream is over at
    /// once: Vert.x does not know it, and would fail at it if the connection broke. Throws for a connection
    /// that has to end. Call on the connection's event loop, when a head or trailers are there.
    public boolean accepts(int stream, Http2Headers head) throws Http2Exception {
        if (!context.channel().isOpen()) {
            close(stream);
            return false;
        }
        try {
            checkHead(stream, head);
            return true;
        } catch (StreamException refused) {
            close(stream);
            var _ = handler.resetStream(context, stream, refused.error().code(), context.newPromise());
            return false;
        }
    }

    /// Vert.x knows a stream from now on. Call on the connection's event loop.
    public void onTaken(int stream) {
        Optional.ofNullable(request(stream)).ifPresent(Http2Request::take);
    }

    /// A stream whose head is malformed is over as soon as it is reset: Vert.x does not know it. When a
    /// connection breaks, Vert.x fails at a stream that it does not know, and tells the others nothing.
    void onResetSent(int stream) {
        var request = request(stream);
        if (request != null && !request.isTaken()) {
            close(stream);
        }
    }

    private void close(int stream) {
        Optional.ofNullable(handler.connection().stream(stream)).ifPresent(Http2Stream::close);
    }

    private void checkHead(int stream, Http2Headers head) throws Http2Exception {
        var request = request(stream);
        if (request == null) {
            return;
        }
        heads.count(stream);
        if (handler.connection().numActiveStreams() > MAX_STREAMS) {
            throw reset(stream, Http2Error.REFUSED_STREAM, "so many streams are open already");
        }
        var weight = HeadWeight.of(head);
        if (weight.isTooMuch()) {
            throw reset(stream, Http2Error.ENHANCE_YOUR_CALM, "its head has too many parts");
        }
        if (!request.tryAddHead(weight.bytes())) {
            throw reset(stream, Http2Error.REFUSED_STREAM, "no memory is left for it");
        }
    }

    /// Throws for a stream with too many frames of data that nobody has read: however short, each of them takes
    /// memory. Netty resets the stream then. Call on the connection's event loop, when a frame of data has arrived.
    public void checkData(int stream, int length) throws Http2Exception {
        var open = handler.connection().stream(stream);
        var request = request(stream);
        if (open == null || request == null) {
            return;
        }
        boolean othersAreRead = length > 0 && handler.decoder().flowController().unconsumedBytes(open) <= length;
        if (!request.addFrame(othersAreRead)) {
            throw reset(stream, Http2Error.ENHANCE_YOUR_CALM, "its body is in too many pieces");
        }
    }

    private static Http2Exception reset(int stream, Http2Error error, String why) {
        return Http2Exception.streamError(stream, error, why);
    }
}
