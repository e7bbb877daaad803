package io.tidings.subscribe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.tidings.server.NewConnection;
import io.tidings.socket.SystemSocket;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// Notices clients that are gone without a word, such as a phone that lost its network: heartbeats give TCP something
/// that the client must acknowledge, and this says for how long it may not. Without it Linux tries for a quarter of an
/// hour. It takes Linux on x86-64 or aarch64.
@Singleton
class VanishedClients implements NewConnection {
    private final SubscribeConfig config;

    VanishedClients(SubscribeConfig config) {
        this.config = config;
    }

    /// Vert.x sets options of its own before the channel has its loop.
    @Override
    public void accepted(Channel connection, HttpServerOptions options) {
        connection.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                limitSilence(SystemSocket.descriptor(channel));
            }
        });
    }

    private void limitSilence(int descriptor) {
        if (descriptor != SystemSocket.NONE) {
            SystemSocket.limitSilence(descriptor, config.vanishedAfter());
        }
    }
}
