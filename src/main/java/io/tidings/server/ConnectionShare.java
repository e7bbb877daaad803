package io.tidings.server;

import io.netty.util.AttributeKey;
import io.tidings.memory.Budget;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// What the pages of one connection may hold of the budget at a time, so that a client that asks for a hundred over
/// HTTP/2, and takes none, leaves room for those of others.
final class ConnectionShare {
    private static final AttributeKey<Budget> OF_CHANNEL = AttributeKey.valueOf(ConnectionShare.class, "of channel");

    /// Of the budget.
    private static final int CONNECTIONS = 4;

    private ConnectionShare() {}

    /// The share of a request's connection, as a budget of its own. HTTP/1 answers one request at a time.
    static Budget of(HttpServerRequest request, Budget budget) {
        var share = new Budget(budget.limit() / CONNECTIONS);
        if (request.version() != HttpVersion.HTTP_2 || !(request.connection() instanceof ConnectionBase connection)) {
            return share;
        }
        var earlier = connection.channel().attr(OF_CHANNEL).setIfAbsent(share);
        return earlier == null ? share : earlier;
    }
}
