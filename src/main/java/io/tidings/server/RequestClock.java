package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection on which a request began and does not arrive: it must bring 500 bytes a second, looked at each
/// time that the patience has passed, or all of its end by then if it is answered and holds much; and one on which no
/// other request begins when it was looked at four times. A request that arrives in one read costs nothing. Owned by
/// the connection's loop.
final class RequestClock {
    private static final int LEAST_BYTES_A_SECOND = 500;
    private static final int MAX_IDLE_CHECKS = 4;

    private final Duration patience;
    private long received;
    private long before;
    private boolean expectsEnd;
    private boolean awaitsNext;
    private int idleChecks;
    private @Nullable ScheduledFuture<?> check;
    private @Nullable ScheduledFuture<?> idleCheck;

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
        idleChecks = 0;
        expectsEnd = false;
        awaitsNext = false;
        stopCheck();
    }

    private void stopCheck() {
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /// The connection is over, or has another owner.
    void stop() {
        reset();
        if (idleCheck != null) {
            idleCheck.cancel(false);
            idleCheck = null;
        }
    }

    /// Watches a connection on which a request is to come.
    void start(ChannelHandlerContext context) {
        before = received;
        check = after(context, () -> check(context));
    }

    /// Watches a connection on which the end of a request is to come until the patience has passed, however fast the
    /// rest of it comes.
    void expectEnd(ChannelHandlerContext context) {
        expectsEnd = true;
        stopCheck();
        start(context);
    }

    /// Watches on if a request is under way.
    void watch(ChannelHandlerContext context) {
        if (received > 0) {
            awaitsNext = false;
            if (check == null) {
                start(context);
            }
        }
    }

    /// Watches a connection whose requests are answered. The next one may be under way already.
    void awaitNext(ChannelHandlerContext context) {
        awaitsNext = true;
        watch(context);
        if (awaitsNext && idleCheck == null) {
            idleCheck = after(context, () -> checkIdle(context));
        }
    }

    private void checkIdle(ChannelHandlerContext context) {
        idleCheck = null;
        if (awaitsNext && ++idleChecks == MAX_IDLE_CHECKS) {
            var _ = context.close();
        } else if (awaitsNext) {
            idleCheck = after(context, () -> checkIdle(context));
        }
    }

    private ScheduledFuture<?> after(ChannelHandlerContext context, Runnable task) {
        return context.executor().schedule(task, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext context) {
        if (expectsEnd || received - before < leastBytes(patience)) {
            var _ = context.close();
        } else {
            start(context);
        }
    }
}
