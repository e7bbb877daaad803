package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages that wait for room, on a server that has none.
class PageResponsesTest {
    private static final int PAGES = 40;

    private record Config(Duration requestTimeout, MemorySize sendBuffer) implements ServerConfig {}

    private final Budget budget = new Budget(1_000_000);
    private final Vertx vertx = Vertx.vertx();
    private final PageResponses responses = new PageResponses(
            budget,
            new Config(Duration.ofSeconds(30), new MemorySize(BigInteger.TWO.pow(17))),
            new ObjectMapper(),
            Executors.newVirtualThreadPerTaskExecutor());
    private final ArrayBlockingQueue<Integer> statuses = new ArrayBlockingQueue<>(PAGES);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fewPagesWaitForRoomAndTheOthersAreRefusedAtOnce() throws Exception {
        var all = budget.tryHold(Use.SENDING, 1_000_000);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(serve()).build();
            for (int i = 0; i < PAGES; i++) {
                var _ = client.sendAsync(request, BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode)
                        .thenAccept(statuses::add);
            }

            for (int i = 0; i < PAGES - 2; i++) {
                assertEquals(503, statuses.poll(1, TimeUnit.MINUTES));
            }

            assertTrue(budget.tryTake(Use.CONNECTIONS, 130_000), "none of this share is taken");
            all.release();
            assertEquals(200, statuses.poll(1, TimeUnit.MINUTES));
            assertEquals(200, statuses.poll(1, TimeUnit.MINUTES));
        }
    }

    private URI serve() {
        var router = Router.router(vertx);
        router.get().handler(request -> responses.answer(request, 1, _ -> "a page"));
        router.get().failureHandler(PageResponsesTest::refuse);
        var server = vertx.createHttpServer().requestHandler(router).listen(0);
        int port = server.toCompletionStage().toCompletableFuture().join().actualPort();
        return URI.create("http://localhost:" + port + "/");
    }

    private static void refuse(RoutingContext request) {
        var _ = request.response()
                .setStatusCode(request.failure() instanceof RefusedException ? 503 : 500)
                .end();
    }
}
