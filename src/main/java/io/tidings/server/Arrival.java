package io.tidings.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.request.ClientAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection of which nothing has arrived. It is closed at once if the budget has no room for it, and after a time
/// if the client says nothing. The first bytes replace it by an [Intake].
final class Arrival extends ChannelInboundHandlerAdapter {
    static final String NAME = "tidings-arrival";

    /// What Vert.x calls its handler of TLS.
    private static final String TLS = "ssl";

    /// What a connection takes on the heap and outside of it, in bytes.
    static final int CONNECTION_BYTES = 4 * 1024;

    private final ServerTerms terms;
    private final Budget budget;
    private boolean counted;
    private @Nullable ScheduledFuture<?> deadline;

    Arrival(ServerTerms terms) {
        this.terms = terms;
        this.budget = terms.budget();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        counted = budget.tryTake(Use.CONNECTIONS, CONNECTION_BYTES);
        if (counted) {
            deadline = context.executor()
                    .schedule(() -> close(context), terms.patience().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            close(context);
        }
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var pipeline = context.pipeline();
        var share = terms.shares().of(ClientAddress.of(context.channel().remoteAddress()));
        var reads = new ReadStops(context.channel());
        var before = NAME;
        if (pipeline.get(TLS) != null) {
            if (!TlsRecords.tryCount(pipeline, TLS, budget, share)) {
                ReferenceCountUtil.release(message);
                close(context);
                return;
            }
            // The requests are behind it.
            before = TlsRecords.DECRYPTED;
            pipeline.addBefore(TlsRecords.NAME, Backpressure.OF_TLS, new Backpressure(share, reads, null));
        }
        // It takes over what is counted for the connection.
        counted = false;
        pipeline.addAfter(before, Intake.NAME, new Intake(terms, share, reads));
        context.fireChannelRead(message);
        if (!context.isRemoved()) {
            pipeline.remove(this);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (counted) {
            budget.give(Use.CONNECTIONS, CONNECTION_BYTES);
        }
    }
}
