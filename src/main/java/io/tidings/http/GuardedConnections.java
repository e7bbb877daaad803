package io.tidings.http;

import io.netty.channel.Channel;
import io.tidings.server.NewConnection;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// Puts a [Guard] into every HTTP/1 connection. Quarkus keeps the server of Vert.x, and with it the hook for invalid
/// requests, to itself.
@Singleton
class GuardedConnections implements NewConnection {
    private final Telemetry telemetry;

    GuardedConnections(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public void accepted(Channel connection, HttpServerOptions options) {
        connection.pipeline().addLast(new GuardedPipeline(options, telemetry));
    }
}
