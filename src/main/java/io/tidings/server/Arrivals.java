package io.tidings.server;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Gives every new connection an [Arrival], and the sizes of its reads and of what waits in the kernel for its client.
@Singleton
class Arrivals implements NewConnection {
    /// The most reads of one connection before others have their turn.
    private static final int MAX_READS = 4;

    /// Netty reads up to 64 KB at a time from a client that sends much, and keeps all of it for half a frame of HTTP/2,
    /// or for a request that waits.
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(64, 2 * 1024, 16 * 1024).maxMessagesPerRead(MAX_READS);

    private final ServerTerms terms;
    private final Vertx vertx;
    private final int sendBuffer;
    private final Map<EventExecutor, PipelinedRequests> pipelined = new ConcurrentHashMap<>();

    Arrivals(Budget budget, ClientShares shares, ServerConfig config, Vertx vertx) {
        this.terms = new ServerTerms(budget, shares, config.requestTimeout(), this::onWorker, this::pipelinedRequests);
        this.vertx = vertx;
        this.sendBuffer = Math.toIntExact(config.sendBuffer().asLongValue());
    }

    private void onWorker(Runnable action) {
        var _ = vertx.executeBlocking(
                () -> {
                    action.run();
                    return true;
                },
                false);
    }

    @Override
    public void accepted(Channel connection, HttpServerOptions options) {
        connection.config().setRecvByteBufAllocator(READS);
        connection.config().setOption(ChannelOption.SO_SNDBUF, sendBuffer);
        connection.pipeline().addLast(Arrival.NAME, new Arrival(terms));
    }

    private PipelinedRequests pipelinedRequests(EventExecutor loop) {
        return pipelined.computeIfAbsent(loop, PipelinedRequests::new);
    }
}
