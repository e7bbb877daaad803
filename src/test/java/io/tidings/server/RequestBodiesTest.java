package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies of HTTP/2 that arrive in pieces.
class RequestBodiesTest {
    private static final int LIMIT = 1_000;

    private record Config(Duration requestTimeout, MemorySize sendBuffer) implements ServerConfig {}

    private final Budget budget = new Budget(1_000_000);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final BlockingQueue<WeakReference<Body>> bodies = new ArrayBlockingQueue<>(1);

    @AfterEach
    void everythingIsGivenBack() {
        await(vertx.close());
        assertEquals(0, budget.held());
    }

    /// A timer would keep it until it runs.
    @Test
    void aBodyThatHasArrivedIsKeptByNoTimer() throws Exception {
        var request = begin(Duration.ofHours(1));
        await(request.end("more"));
        assertEquals(200, await(request.response().map(HttpClientResponse::statusCode)));
        await(client.close());

        var body = bodies.take();

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (body.get() != null) {
                System.gc();
            }
        });
    }

    @Test
    void aBodyThatDoesNotArriveIsNotWaitedFor() {
        var request = begin(Duration.ofMillis(100));

        var failure = assertThrows(CompletionException.class, () -> await(request.response()));

        assertInstanceOf(StreamResetException.class, failure.getCause());
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (budget.held() > 0) {
                Thread.onSpinWait();
            }
        });
    }

    /// A request with a part of its body, to a server with this patience.
    private HttpClientRequest begin(Duration patience) {
        var config = new Config(patience, new MemorySize(BigInteger.TWO.pow(17)));
        var reading = new RequestBodies(vertx, budget, new ClientShares(budget), config);
        var router = Router.router(vertx);
        router.post().handler(request -> read(request, reading));
        var server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        var request = await(client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/"));
        await(request.setChunked(true).write("some"));
        return request;
    }

    private void read(RoutingContext request, RequestBodies reading) {
        reading.read(request, LIMIT).onSuccess(body -> {
            bodies.add(new WeakReference<>(body));
            body.release();
            request.response().end();
        });
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
