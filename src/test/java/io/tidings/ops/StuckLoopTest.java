package io.tidings.ops;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Liveness while one event loop hangs.
@QuarkusTest
class StuckLoopTest {
    /// More than there are loops to spread them over, so that not all come to the one that hangs.
    private static final int CONNECTIONS = 8;

    @Inject
    Vertx vertx;

    @TestHTTPResource("/q/health/live")
    URI live;

    @Test
    void itIsNotAliveAndNamesTheLoop() throws Exception {
        var goOn = new CountDownLatch(1);
        var name = hang(((VertxInternal) vertx).getEventLoopGroup().next(), goOn);
        // Closed last to first: the client waits for its answers, and they for the loop.
        try (var client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
                AutoCloseable _ = goOn::countDown) {
            var answers =
                    IntStream.range(0, CONNECTIONS).mapToObj(_ -> ask(client)).toArray(CompletableFuture<?>[]::new);

            var first = (HttpResponse<?>) CompletableFuture.anyOf(answers).get(1, TimeUnit.MINUTES);

            assertThat(first.statusCode(), is(503));
            assertThat((String) first.body(), containsString("\"" + name + "\": \"does not turn\""));
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpClient client) {
        return client.sendAsync(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString());
    }

    /// Returns the name of its thread.
    private static String hang(EventExecutor loop, CountDownLatch goOn) throws Exception {
        var name = new CompletableFuture<String>();
        loop.execute(() -> {
            name.complete(Thread.currentThread().getName());
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return name.get(1, TimeUnit.MINUTES);
    }
}
