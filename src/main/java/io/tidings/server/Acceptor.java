package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.List;

/// Shows every connection to each [NewConnection] before Vert.x has it. Vert.x offers no hook for that, so
/// the listening channels are looked up among those of the loops that accept: again and again from just
/// before the first server starts, for a channel is registered with its loop one task before it listens; and
/// once more when each has started.
@ApplicationScoped
class Acceptor implements HttpServerOptionsCustomizer {
    private static final String NAME = "tidings-acceptor";

    /// For a server that never starts.
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final VertxInternal vertx;
    private final List<NewConnection> observers;
    private final Descriptors descriptors = Descriptors.ofProcess();

    Acceptor(Vertx vertx, @All List<NewConnection> observers) {
        this.vertx = (VertxInternal) vertx;
        this.observers = observers;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        installWhenRegistered(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        installWhenRegistered(options);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        installWhenRegistered(options);
    }

    void plain(@ObservesAsync HttpServerStart start) {
        install(start.options());
    }

    void secure(@ObservesAsync HttpsServerStart start) {
        install(start.options());
    }

    void local(@ObservesAsync DomainSocketServerStart start) {
        install(start.options());
    }

    private void install(HttpServerOptions options) {
        for (var loop : vertx.getAcceptorEventLoopGroup()) {
            loop.execute(() -> install(loop, options));
        }
    }

    private void installWhenRegistered(HttpServerOptions options) {
        long begin = System.nanoTime();
        for (var loop : vertx.getAcceptorEventLoopGroup()) {
            loop.execute(() -> installWhenRegistered(loop, options, begin));
        }
    }

    private void installWhenRegistered(EventExecutor loop, HttpServerOptions options, long begin) {
        if (!install(loop, options) && System.nanoTime() - begin < PATIENCE) {
            loop.execute(() -> installWhenRegistered(loop, options, begin));
        }
    }

    /// Returns whether any channel listens, or is about to.
    private boolean install(EventExecutor loop, HttpServerOptions options) {
        boolean found = false;
        if (loop instanceof SingleThreadEventLoop channels) {
            for (var all = channels.registeredChannelsIterator(); all.hasNext(); ) {
                var channel = all.next();
                found |= channel instanceof ServerChannel;
                if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                    channel.pipeline().addFirst(NAME, new Accepted(options));
                }
            }
        }
        return found;
    }

    @Sharable
    private final class Accepted extends ChannelInboundHandlerAdapter {
        private final HttpServerOptions options;

        Accepted(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel connection) {
                if (!descriptors.admit(connection)) {
                    connection.unsafe().closeForcibly();
                    return;
                }
                observers.forEach(observer -> observer.accepted(connection, options));
            }
            context.fireChannelRead(message);
        }
    }
}
