package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.tidings.memory.Budget;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

/// Gives every new connection an [Arrival], before Vert.x has it. Vert.x offers no hook for that, so the listening
/// channels are looked up among those of the loops that accept, once the server has started.
@ApplicationScoped
class Acceptor {
    private static final String NAME = "tidings-acceptor";

    private final VertxInternal vertx;
    private final Budget budget;
    private final ServerConfig config;

    Acceptor(Vertx vertx, Budget budget, ServerConfig config) {
        this.vertx = (VertxInternal) vertx;
        this.budget = budget;
        this.config = config;
    }

    void plain(@ObservesAsync HttpServerStart start) {
        install();
    }

    void secure(@ObservesAsync HttpsServerStart start) {
        install();
    }

    private void install() {
        for (var loop : vertx.getAcceptorEventLoopGroup()) {
            loop.execute(() -> install(loop));
        }
    }

    private void install(EventExecutor loop) {
        if (loop instanceof SingleThreadEventLoop channels) {
            channels.registeredChannelsIterator().forEachRemaining(channel -> {
                if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                    channel.pipeline().addFirst(NAME, new NewConnections());
                }
            });
        }
    }

    @Sharable
    private final class NewConnections extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel connection) {
                connection.pipeline().addLast(Arrival.NAME, new Arrival(budget, config.requestTimeout()));
            }
            context.fireChannelRead(message);
        }
    }
}
