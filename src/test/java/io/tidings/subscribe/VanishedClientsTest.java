package io.tidings.subscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.RawResponse;
import io.tidings.server.NewConnection;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VanishedClientsTest {
    @TestHTTPResource("/q/health/live")
    URI uri;

    @Inject
    Connections connections;

    @Singleton
    static class Connections implements NewConnection {
        private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

        @Override
        public void accepted(Channel connection, HttpServerOptions options) {
            accepted.add(connection);
        }
    }

    @Test
    void aNewConnectionHasTheTimeout() throws Exception {
        connections.accepted.clear();

        try (var _ = RawResponse.of("GET", uri)) {
            var connection = connections.accepted.take();

            // Set in the channel's loop after it was accepted, so before the answer.
            assertEquals(60_000, connection.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT));
        }
    }
}
