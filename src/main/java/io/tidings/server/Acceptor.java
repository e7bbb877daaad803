package io.tidings.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Shows every connection to each [NewConnection] before Vert.x has it. Vert.x offers no hook for that, so
/// the listening channels are looked up among those of the loops that accept: again and again from just
/// before the first server starts, for a channel is registered with its loop one task before it listens; and
/// once more when each has started. When the server stops it closes them before Vert.x does.
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
        TlsSettings.apply();
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
        var all = listening(loop);
        all.stream()
                .filter(channel -> channel.pipeline().get(NAME) == null)
                .forEach(channel -> channel.pipeline().addFirst(NAME, new Accepted(options)));
        return !all.isEmpty();
    }

    private static List<Channel> listening(EventExecutor loop) {
        var all = new ArrayList<Channel>();
        if (loop instanceof SingleThreadEventLoop channels) {
            channels.registeredChannelsIterator().forEachRemaining(all::add);
        }
        all.removeIf(channel -> !(channel instanceof ServerChannel));
        return all;
    }

    /// Lets nobody in when all streams have ended, and returns once nobody listens. Vert.x would first forget the
    /// loops of connections and then stop listening, and Netty would log of each connection that comes between that
    /// it has no loop. In development the channels outlive the application.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownDelayInitiatedEvent event)
            throws InterruptedException {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            for (var loop : vertx.getAcceptorEventLoopGroup()) {
                var _ = loop.submit(() -> closeListening(loop)).await();
            }
        }
    }

    private static void closeListening(EventExecutor loop) {
        for (var channel : listening(loop)) {
            var _ = channel.close();
        }
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
