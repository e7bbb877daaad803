package io.tidings.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Connections that carry requests are guarded; a stream costs no more for it.
@QuarkusTest
class GuardedConnectionsTest {
    @TestHTTPResource("/")
    URI root;

    @Inject
    Vertx vertx;

    @Test
    void aConnectionForRequestsIsGuarded() throws Exception {
        try (var connection = connectionAfter("GET /talk HTTP/1.1\r\nHost: a\r\nAccept: a/b\r\n\r\n")) {
            assertThat(handlersOf(connection), hasItems("httpDecoder", Guard.NAME, "handler"));
        }
    }

    @Test
    void aStreamHasItsChannelForItself() throws Exception {
        try (var connection = connectionAfter("GET /topics/a HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(handlersOf(connection), not(hasItem(Guard.NAME)));
            assertThat(handlersOf(connection), not(hasItem("httpDecoder")));
        }
    }

    private Socket connectionAfter(String request) throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        assertThat("an answer", socket.getInputStream().read() >= 0);
        return socket;
    }

    /// In the pipeline at the other end of a connection.
    private List<String> handlersOf(Socket connection) throws Exception {
        var names = new ArrayList<String>();
        for (var loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            loop.submit(() -> ((SingleThreadEventLoop) loop)
                            .registeredChannelsIterator()
                            .forEachRemaining(channel -> {
                                if (channel.remoteAddress() instanceof InetSocketAddress client
                                        && client.getPort() == connection.getLocalPort()) {
                                    names.addAll(channel.pipeline().names());
                                }
                            }))
                    .get();
        }
        assertThat("the connection is there", !names.isEmpty());
        return names;
    }
}
