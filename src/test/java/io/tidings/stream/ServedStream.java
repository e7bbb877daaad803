package io.tidings.stream;

import io.netty.channel.Channel;

/// A stream of a [StreamServer], seen from both ends. What is the server's belongs to its loop.
final class ServedStream {
    private final Channel channel;
    private final SseConnection connection;
    private StreamClient client;
    private int closings;

    ServedStream(Channel channel, SseConnection connection) {
        this.channel = channel;
        this.connection = connection;
        connection.whenClosed(() -> closings++);
        channel.pipeline().addLast(connection);
    }

    void setClient(StreamClient client) {
        this.client = client;
    }

    StreamClient client() {
        return client;
    }

    Channel channel() {
        return channel;
    }

    SseConnection connection() {
        return connection;
    }

    /// How often it was called back that the stream is closed.
    int closings() {
        return closings;
    }
}
