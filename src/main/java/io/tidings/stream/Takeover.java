package io.tidings.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes an HTTP/1.1 connection away from Vert.x when the head of a stream is sent, so that what Vert.x holds
/// of the request is let go of: for Vert.x the connection is closed, and the stream has the channel for
/// itself.
final class Takeover {
    /// What Vert.x puts into the pipeline of a plain connection. Where there is more, such as TLS or
    /// compression, bytes that are written below may not be what the client is meant to get.
    private static final Set<String> PLAIN = Set.of(
            "httpDecoder",
            "httpEncoder",
            "idle",
            "handler",
            "tidings-arrival",
            "tidings-intake",
            "tidings-one-request",
            "tidings-guard");

    private Takeover() {}

    /// The channel of a request, if it can be taken.
    static Optional<Channel> channelOf(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 || !(request.connection() instanceof ConnectionBase connection)) {
            return Optional.empty();
        }
        var channel = connection.channel();
        return handlers(channel).stream().allMatch(PLAIN::contains) ? Optional.of(channel) : Optional.empty();
    }

    /// Puts the successor in the place of all handlers. Call on the loop of the channel while it is not
    /// reading. What the client has sent after its request goes to the successor.
    static void from(Channel channel, ChannelHandler successor) {
        var pipeline = channel.pipeline();
        var before = handlers(channel);
        pipeline.addLast(successor);
        var vertx = pipeline.get(VertxHandler.class);
        vertx.channelInactive(pipeline.context(vertx));
        pipeline.remove(vertx);
        before.stream().filter(name -> pipeline.context(name) != null).forEach(pipeline::remove);
        // Vert.x may have paused the channel, and a channel that does not read does not notice that its client is gone.
        channel.config().setAutoRead(true);
    }

    /// The names of what is between the head and the tail of a pipeline.
    private static List<String> handlers(Channel channel) {
        var pipeline = channel.pipeline();
        return pipeline.names().stream()
                .filter(name -> pipeline.context(name) != null)
                .toList();
    }
}
