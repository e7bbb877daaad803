package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection on which a request began and does not arrive: it must bring 500 bytes a second, looked at each
/// time that the patience has passed; and one on which no other request begins in four times that. Owned by the
/// connection's loop.
final class RequestClock {
    private static final int LEAST_BYTES_A_SECOND = 500;
    private static final int PATIENCES_BETWEEN_REQUESTS = 4;

    private final Duration patience;
    private long received;
    private long before;
    private boolean awaitsNext;
    private @Nullable ScheduledFuture<?> check;

    RequestClock(Duration patience) {
        this.patience = patience;
    }

    /// The bytes that a request must bring in the time of the patience.
    static long leastBytes(Duration patience) {
        return LEAST_BYTES_A_SECOND * Math.max(1, patience.toSeconds());
    }

    void received(int bytes) {
        received += bytes;
    }

    /// A request is complete: what comes next is another one.
    void reset() {
        received = 0;
        cancel();
    }

    private void cancel() {
        awaitsNext = false;
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /// Watches a connection on which a request is to come.
    void start(ChannelHandlerContext context) {
        before = received;
        check = context.executor().schedule(() -> check(context), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Watches on if a request is under way.
    void watch(ChannelHandlerContext context) {
        if (received > 0 && (check == null || awaitsNext)) {
            cancel();
            start(context);
        }
    }

    /// Watches a connection whose requests are answered. The next one may be under way already.
    void awaitNext(ChannelHandlerContext context) {
        if (received > 0) {
            watch(context);
            return;
        }
        cancel();
        awaitsNext = true;
        check = context.executor()
                .schedule(() -> close(context), PATIENCES_BETWEEN_REQUESTS * patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private void check(ChannelHandlerContext context) {
        if (received - before < leastBytes(patience)) {
            close(context);
        } else {
            start(context);
        }
    }
}
