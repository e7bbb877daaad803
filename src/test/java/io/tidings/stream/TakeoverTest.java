package io.tidings.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.netty.channel.EventLoop;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidings.RawResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Streams on plain HTTP/1.1 have their channel for themselves with the version of Vert.x in use. Otherwise
/// they would still work, and be slow.
@QuarkusTest
class TakeoverTest {
    @TestHTTPResource("/test/takeover")
    URI uri;

    @ApplicationScoped
    static class Route {
        void route(@Observes Router router) {
            router.get("/test/takeover")
                    .handler(request -> loop(request).execute(() -> {
                        boolean taken = Takeover.channelOf(request.request()).isPresent();
                        var _ = request.end(String.valueOf(taken));
                    }));
        }
    }

    private static EventLoop loop(RoutingContext request) {
        return ((ContextInternal) request.vertx().getOrCreateContext()).nettyEventLoop();
    }

    @Test
    void aPlainConnectionCanBeTaken() throws IOException {
        try (var response = RawResponse.of("GET", uri)) {
            assertThat(response.body(), is("true"));
        }
    }

    @Test
    void aClientOfHttp10KeepsItsResponse() throws IOException {
        var request = "GET /test/takeover HTTP/1.0\r\nHost: tidings\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var response = RawResponse.raw(uri, request)) {
            assertThat(response.body(), is("false"));
        }
    }
}
