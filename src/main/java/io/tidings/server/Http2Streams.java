package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The streams of an HTTP/2 connection (RFC 9113): each counts against the budget while it is open, and one whose
/// client leaves a part of its answer, or never ends its request, is reset. Owned by the connection's loop.
public final class Http2Streams extends Http2ConnectionAdapter {
    private static final AttributeKey<Http2Streams> OF_CHANNEL = AttributeKey.valueOf(Http2Streams.class, "of channel");

    /// What a request and its answer take on the heap and outside of it.
    private static final int STREAM_BYTES = 16 * 1024;

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Budget budget;
    private final ScheduledFuture<?> checks;
    private final Set<Integer> counted = new HashSet<>();
    private final Set<Integer> watchedElsewhere = new HashSet<>();
    private Set<Integer> unfinished = new HashSet<>();

    private Http2Streams(Http2ConnectionHandler handler, ChannelHandlerContext context, Budget budget, long nanos) {
        this.handler = handler;
        this.context = context;
        this.budget = budget;
        this.checks = context.executor().scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// Begins to count the streams of a connection, and looks at them each time that the patience has passed.
    static void watch(ChannelHandlerContext context, Budget budget, Duration patience) {
        var handler = context.pipeline().get(Http2ConnectionHandler.class);
        var streams = new Http2Streams(handler, context.pipeline().context(handler), budget, patience.toNanos());
        context.channel().attr(OF_CHANNEL).set(streams);
        handler.connection().addListener(streams);
        var _ = context.channel().closeFuture().addListener(_ -> streams.checks.cancel(false));
    }

    /// Stops watching a request whose answer takes long, or has a patience of its own. Does nothing for HTTP/1. Call
    /// on the request's event loop.
    public static void leave(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            var streams = connection.channel().attr(OF_CHANNEL).get();
            if (streams != null) {
                streams.watchedElsewhere.add(request.streamId());
            }
        }
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        if (budget.tryTake(Use.STREAMS, STREAM_BYTES)) {
            counted.add(stream.id());
        } else {
            context.executor().execute(() -> reset(stream.id(), Http2Error.ENHANCE_YOUR_CALM));
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        watchedElsewhere.remove(stream.id());
        if (counted.remove(stream.id())) {
            budget.give(Use.STREAMS, STREAM_BYTES);
        }
    }

    private void check() {
        var now = new HashSet<Integer>();
        try {
            handler.connection().forEachActiveStream(stream -> {
                if (!watchedElsewhere.contains(stream.id()) && waitsForTheClient(stream)) {
                    now.add(stream.id());
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        var before = unfinished;
        unfinished = now;
        now.stream().filter(before::contains).forEach(id -> reset(id, Http2Error.CANCEL));
    }

    /// The answer is there, but the client has not taken all of it, or not ended its request.
    private boolean waitsForTheClient(Http2Stream stream) {
        return handler.encoder().flowController().hasFlowControlled(stream)
                || stream.state() == State.HALF_CLOSED_LOCAL;
    }

    private void reset(int stream, Http2Error error) {
        if (!context.isRemoved()) {
            var _ = handler.resetStream(context, stream, error.code(), context.newPromise());
            context.flush();
        }
    }
}
