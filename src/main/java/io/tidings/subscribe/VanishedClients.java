package io.tidings.subscribe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.tidings.server.NewConnection;
import io.tidings.socket.SystemSocket;
import io.tidings.socket.UserTimeout;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// Notices clients that are gone without a word, such as a phone that lost its network: heartbeats give TCP something
/// that the client must acknowledge, and this limits how long it may take. Without it Linux tries for a quarter of an
/// hour. It works on Linux on x86-64 and aarch64.
@Singleton
class VanishedClients implements NewConnection {
    private final UserTimeout timeout;

    VanishedClients(SubscribeConfig config) {
        this.timeout = new UserTimeout(config.vanishedAfter());
    }

    /// Waits until the channel has its loop: Vert.x sets its own options before that, and would overwrite this one.
    @Override
    public void accepted(Channel connection, HttpServerOptions options) {
        connection.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                limit(SystemSocket.descriptor(channel));
            }
        });
    }

    private void limit(int descriptor) {
        if (descriptor != SystemSocket.NONE) {
            timeout.set(descriptor);
        }
    }
}
