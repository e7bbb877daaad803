package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2Stream.State;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// Looks at an HTTP/2 connection each time that the patience has passed. It resets a request whose
/// client leaves a part of its answer, or never ends it, and closes a connection without requests, or on
/// which a frame does not arrive. Owned by the connection's loop.
final class Http2Patience {
    /// A connection without a request is closed when it was looked at so often.
    private static final int MAX_IDLE_CHECKS = 4;

    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final PropertyKey requestKey;
    private final WholeFrames frames;
    private final Duration patience;
    private final ScheduledFuture<?> checks;
    private int idleChecks;

    /// Begins to look. The key is that of the [Http2Request] of a stream.
    Http2Patience(
            Http2ConnectionHandler handler,
            ChannelHandlerContext context,
            PropertyKey requestKey,
            WholeFrames frames,
            Duration patience) {
        this.handler = handler;
        this.context = context;
        this.requestKey = requestKey;
        this.frames = frames;
        this.patience = patience;
        long nanos = patience.toNanos();
        this.checks = context.executor().scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// A request has come.
    void begin() {
        idleChecks = 0;
    }

    /// The connection is over.
    void stop() {
        checks.cancel(false);
    }

    private void check() {
        if (!frames.hasPatience(patience, context.channel().config().isAutoRead())) {
            var _ = context.close();
        } else if (handler.connection().numActiveStreams() > 0) {
            checkStreams();
        } else if (++idleChecks == MAX_IDLE_CHECKS) {
            var _ = context.close();
        }
    }

    private void checkStreams() {
        var over = new ArrayList<Integer>();
        try {
            handler.connection().forEachActiveStream(stream -> {
                Http2Request request = stream.getProperty(requestKey);
                if (request != null && !request.hasPatience(waitsForTheClient(stream))) {
                    over.add(stream.id());
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        over.forEach(stream -> Abort.reset(context, stream));
    }

    /// The answer is there, but the client has not taken all of it, or not ended its request.
    private boolean waitsForTheClient(Http2Stream stream) {
        return handler.encoder().flowController().hasFlowControlled(stream)
                || stream.state() == State.HALF_CLOSED_LOCAL;
    }
}
