package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers of HTTP/2 to a client that takes nothing of their bodies.
class AbortTest {
    private static final Buffer BODY = Buffer.buffer(new byte[64 * 1024]);
    private static final long CANCEL = 8;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAnswerThatWasHandedOverIsReset() throws Exception {
        assertIsReset(request -> {
            request.response().end(BODY);
            vertx.getOrCreateContext().runOnContext(_ -> Abort.request(request));
        });
    }

    @Test
    void anyThreadMayDoIt() throws Exception {
        assertIsReset(request -> {
            request.response().end(BODY);
            var _ = Thread.startVirtualThread(() -> Abort.request(request));
        });
    }

    @Test
    void anAnswerThatGoesOnIsReset() throws Exception {
        assertIsReset(request -> {
            request.response().setChunked(true).write(BODY);
            Abort.request(request);
        });
    }

    private void assertIsReset(Consumer<HttpServerRequest> handler) throws Exception {
        var server = vertx.createHttpServer().requestHandler(handler::accept).listen(0, "127.0.0.1");
        int port = server.toCompletionStage().toCompletableFuture().join().actualPort();
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(0)));

        var body = client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .toCompletionStage()
                .toCompletableFuture();

        var failure = assertThrows(ExecutionException.class, () -> body.get(1, TimeUnit.MINUTES));
        assertEquals(
                CANCEL,
                assertInstanceOf(StreamResetException.class, failure.getCause()).getCode());
    }
}
