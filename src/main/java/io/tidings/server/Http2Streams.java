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
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.request.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The streams of an HTTP/2 connection (RFC 9113): each counts against the budget while it is open, and
/// against the share of its client until it is a stream of events; one whose client leaves a part of its
/// answer, or never ends its request, is reset. Owned by the connection's loop.
public final class Http2Streams extends Http2ConnectionAdapter {
    private static final AttributeKey<Http2Streams> OF_CHANNEL = AttributeKey.valueOf(Http2Streams.class, "of channel");

    /// What a request with a small head and its answer take on the heap and outside of it.
    static final int STREAM_BYTES = 16 * 1024;

    /// What a connection takes more than one of HTTP/1: tables of headers, windows, settings.
    private static final int CONNECTION_BYTES = 8 * 1024;

    /// What is announced to clients (RFC 9113, 6.5.2), some of which ask for more before they have read that.
    private static final int MAX_STREAMS = 100;

    /// A connection without a stream is closed when it was looked at so often.
    private static final int MAX_IDLE_CHECKS = 4;

    /// Of a body that nobody reads. Each takes some two hundred bytes, however short it is.
    private static final int MAX_UNREAD_FRAMES = 64;

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Budget budget;
    private final RequestShare share;
    private final Executor workers;
    private final PropertyKey stateKey;
    private final Http2Heads heads;
    private final ScheduledFuture<?> checks;
    private int idleChecks;

    private Http2Streams(Http2ConnectionHandler handler, ChannelHandlerContext context, ServerTerms terms) {
        this.handler = handler;
        this.context = context;
        this.budget = terms.budget();
        this.share = new RequestShare(
                terms.shares(), ClientAddress.of(context.channel().remoteAddress()));
        this.workers = terms.workers();
        this.stateKey = handler.connection().newKey();
        this.heads = new Http2Heads(context.executor());
        long nanos = terms.patience().toNanos();
        this.checks = context.executor().scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// What is known of a stream beside what Netty knows.
    private static final class Watched {
        private boolean counted;
        private boolean ofClient;

        /// Of the budget, for a head that is large.
        private long headBytes;

        private int unreadFrames;
        private boolean reset;
        private boolean watchedElsewhere;
        private boolean waitedBefore;
    }

    /// Begins to count the streams of a connection, and looks at them each time that the patience has passed.
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
            streams.checks.cancel(false);
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

    /// Watches a request again whose answer is written. Call on the request's event loop.
    static void watchAgain(HttpServerRequest request) {
        setWatchedElsewhere(request, false);
    }

    private static void setWatchedElsewhere(HttpServerRequest request, boolean elsewhere) {
        of(request).map(streams -> streams.watched(request.streamId())).ifPresent(stream -> {
            stream.watchedElsewhere = elsewhere;
        });
    }

    /// Takes a request out of the share of its client: it has become a stream of events, which are
    /// limited by themselves. Does nothing for HTTP/1. Call on the request's event loop.
    public static void begin(HttpServerRequest request) {
        of(request).ifPresent(streams -> streams.begin(request.streamId()));
    }

    void begin(int stream) {
        Optional.ofNullable(watched(stream)).ifPresent(this::giveShare);
    }

    /// Gives back what is held for the head of a request, which nobody needs any more. Call on the request's
    /// event loop.
    static void forgetHead(HttpServerRequest request) {
        of(request)
                .ifPresent(streams ->
                        Optional.ofNullable(streams.watched(request.streamId())).ifPresent(streams::forgetHead));
    }

    private static Optional<Http2Streams> of(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection
                ? of(connection.channel())
                : Optional.empty();
    }

    private @Nullable Watched watched(int stream) {
        var open = handler.connection().stream(stream);
        return open == null ? null : open.getProperty(stateKey);
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        idleChecks = 0;
        var watched = new Watched();
        watched.ofClient = share.tryTake();
        watched.counted = watched.ofClient && budget.tryTake(Use.STREAMS, STREAM_BYTES);
        if (!watched.counted) {
            giveShare(watched);
        }
        var _ = stream.setProperty(stateKey, watched);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Watched watched = stream.removeProperty(stateKey);
        if (watched == null || !watched.counted) {
            return;
        }
        if (watched.reset || stream.isResetSent() || !context.channel().isActive()) {
            afterQueuedTasks(() -> giveBack(watched));
        } else {
            giveBack(watched);
        }
    }

    private void giveBack(Watched watched) {
        budget.give(Use.STREAMS, STREAM_BYTES);
        giveShare(watched);
        forgetHead(watched);
    }

    private void giveShare(Watched watched) {
        if (watched.ofClient) {
            watched.ofClient = false;
            share.give();
        }
    }

    private void forgetHead(Watched watched) {
        budget.give(Use.HEADS, watched.headBytes);
        watched.headBytes = 0;
    }

    /// A request that ends without its answer is held by the task that was to carry it out until that has had its turn:
    /// a task of the loop, or of the workers, on which Quarkus' own endpoints block.
    private void afterQueuedTasks(Runnable action) {
        context.executor().execute(() -> workers.execute(action));
    }

    /// Remembers that the client resets a stream. Call on the connection's event loop, before the stream is closed.
    public void onReset(int stream) {
        var watched = watched(stream);
        if (watched != null) {
            watched.reset = true;
        }
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

    private void close(int stream) {
        Optional.ofNullable(handler.connection().stream(stream)).ifPresent(Http2Stream::close);
    }

    private void checkHead(int stream, Http2Headers head) throws Http2Exception {
        var watched = watched(stream);
        if (watched == null) {
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
        long more = Math.max(0, weight.bytes() - RequestHeads.FREE);
        if (!watched.counted || (more > 0 && !budget.tryTake(Use.HEADS, more))) {
            throw reset(stream, Http2Error.REFUSED_STREAM, "no memory is left for it");
        }
        watched.headBytes += more;
    }

    /// Throws for a stream with too many frames of data that nobody has read: however short, each of them takes
    /// memory. Netty resets the stream then. Call on the connection's event loop, when a frame of data has arrived.
    public void checkData(int stream, int length) throws Http2Exception {
        var open = handler.connection().stream(stream);
        var watched = watched(stream);
        if (open == null || watched == null) {
            return;
        }
        boolean othersAreRead = length > 0 && handler.decoder().flowController().unconsumedBytes(open) <= length;
        watched.unreadFrames = othersAreRead ? 1 : watched.unreadFrames + 1;
        if (watched.unreadFrames > MAX_UNREAD_FRAMES) {
            throw reset(stream, Http2Error.ENHANCE_YOUR_CALM, "its body is in too many pieces");
        }
    }

    private static Http2Exception reset(int stream, Http2Error error, String why) {
        return Http2Exception.streamError(stream, error, why);
    }

    private void check() {
        if (handler.connection().numActiveStreams() > 0) {
            checkStreams();
        } else if (++idleChecks == MAX_IDLE_CHECKS) {
            var _ = context.close();
        }
    }

    private void checkStreams() {
        var given = new ArrayList<Integer>();
        try {
            handler.connection().forEachActiveStream(stream -> {
                Watched watched = stream.getProperty(stateKey);
                boolean waits = watched != null && !watched.watchedElsewhere && waitsForTheClient(stream);
                if (waits && watched.waitedBefore) {
                    given.add(stream.id());
                } else if (watched != null) {
                    watched.waitedBefore = waits;
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        given.forEach(this::giveUp);
    }

    /// The answer is there, but the client has not taken all of it, or not ended its request.
    private boolean waitsForTheClient(Http2Stream stream) {
        return handler.encoder().flowController().hasFlowControlled(stream)
                || stream.state() == State.HALF_CLOSED_LOCAL;
    }

    private void giveUp(int stream) {
        if (!context.isRemoved()) {
            var _ = handler.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise());
            context.flush();
        }
    }
}
