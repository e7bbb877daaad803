package io.tidings.server;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerOptions;

/// Sees every connection before Vert.x does. Each bean of this type is asked.
public interface NewConnection {
    /// Adds handlers to the pipeline of a connection that was accepted and has no loop yet. Runs on an acceptor's loop.
    void accepted(Channel connection, HttpServerOptions options);
}
