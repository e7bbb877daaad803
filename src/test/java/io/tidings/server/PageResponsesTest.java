package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages that wait for room, on a server that has none.
class PageResponsesTest {
    private static final int PAGES = 40;

    /// Only one of an address at a time has room.
    private static final int PAGE_BYTES = 60_000;

    private static final int LARGE = 3_000;

    /// Of an answer that waits.
    private static final int LEAST_BYTES = 12 * 1024;

    private record Config(Duration requestTimeout, MemorySize sendBuffer) implements ServerConfig {}

    private final Budget budget = new Budget(1_000_000);
    private final Vertx vertx = Vertx.vertx();
    private final ClientShares shares = new ClientShares(budget);
    private final PageResponses responses = new PageResponses(
            budget,
            shares,
            new Config(Duration.ofSeconds(30), new MemorySize(BigInteger.TWO.pow(17))),
            new ObjectMapper(),
            Executors.newVirtualThreadPerTaskExecutor());
    private final ArrayBlockingQueue<Integer> statuses = new ArrayBlockingQueue<>(2 * PAGES);
    private final CountDownLatch made = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final URI server = serve();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fewPagesWaitForRoomAndTheOthersAreRefusedAtOnce() throws Exception {
        var all = budget.tryHold(Use.SENDING, 1_000_000);
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < PAGES; i++) {
                ask(client, "/client-" + i);
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

    @Test
    void allConnectionsOfAnAddressLeaveRoomForThePagesOfAnother() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            ask(client, "/held");
            made.await();
            for (int i = 0; i < PAGES; i++) {
                ask(client, "/held");
            }
            // One of them waits for its turn.
            for (int i = 0; i < PAGES - 1; i++) {
                assertEquals(503, statuses.poll(1, TimeUnit.MINUTES));
            }

            var other = HttpRequest.newBuilder(server.resolve("/other")).build();

            assertEquals(200, client.send(other, BodyHandlers.discarding()).statusCode());
            held.countDown();
        }
    }

    @Test
    void aPageLargerThanTheShareOfItsAddressHasItsTurn() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            ask(client, "/large");

            assertEquals(200, statuses.poll(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void aPageThatTurnsOutLargerThanThereIsRoomForIsRefused() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            ask(client, "/growing");

            assertEquals(503, statuses.poll(1, TimeUnit.MINUTES));
            assertTrue(budget.tryTake(Use.SENDING, 400_000), "all of the share is free again");
        }
    }

    @Test
    void anAddressWithoutPagesIsForgotten() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < PAGES; i++) {
                ask(client, "/client-" + i % 3);
            }
            for (int i = 0; i < PAGES; i++) {
                assertNotNull(statuses.poll(1, TimeUnit.MINUTES));
            }
        }
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (shares.addresses() > 0) {
                Thread.onSpinWait();
            }
        });
    }

    /// The connection gives back what it holds for the head, and the page goes on waiting.
    @Test
    void aPageThatWaitsHasDroppedItsHeadAndHoldsWhatIsLeftOfIt() throws Exception {
        var all = budget.tryHold(Use.SENDING, 1_000_000);
        try (var client = HttpClient.newHttpClient()) {
            var large = HttpRequest.newBuilder(server.resolve("/head?q=" + "q".repeat(LARGE)))
                    .header("Accept", "application/json")
                    .build();
            var answer = client.sendAsync(large, BodyHandlers.ofString());
            awaitHeld(1_000_000 + LEAST_BYTES + 2 * LARGE);

            all.release();

            assertEquals(
                    "\"0 headers, 0 parts\"", answer.get(1, TimeUnit.MINUTES).body());
        }
    }

    @Test
    void aPageThatWaitsHoldsWhatItIsMadeOf() throws Exception {
        var all = budget.tryHold(Use.SENDING, 1_000_000);
        try (var client = HttpClient.newHttpClient()) {
            ask(client, "/patterns");
            awaitHeld(1_000_000 + LEAST_BYTES + LARGE);
            all.release();

            assertEquals(200, statuses.poll(1, TimeUnit.MINUTES));
        }
    }

    /// Its client may take its time for the page, and the patterns of a request may take more than that.
    @Test
    void whatAPageIsMadeOfIsGoneWhenItIsSent() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var made = HttpRequest.newBuilder(server.resolve("/made")).build();

            assertEquals(
                    "\"a page\"", client.send(made, BodyHandlers.ofString()).body());
        }
    }

    private static final class Maker implements Function<LongConsumer, Object> {
        @Override
        public Object apply(LongConsumer held) {
            return new Made(new WeakReference<>(this));
        }
    }

    /// It is read when it is sent.
    private record Made(WeakReference<Maker> maker) {
        @JsonValue
        String value() {
            for (int i = 0; maker.get() != null; i++) {
                assertTrue(i < 200, "it is still there");
                System.gc();
            }
            return "a page";
        }
    }

    private void awaitHeld(long bytes) {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (budget.held() < bytes) {
                Thread.onSpinWait();
            }
        });
    }

    private void ask(HttpClient client, String path) {
        var _ = client.sendAsync(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .thenAccept(statuses::add);
    }

    /// The path is the address of the client, as it were.
    private URI serve() {
        var router = Router.router(vertx);
        router.get("/held").handler(request -> responses.answer(request, "held", PAGE_BYTES, _ -> heldPage()));
        router.get("/head").handler(request -> responses.answer(request, "head", PAGE_BYTES, _ -> head(request)));
        router.get("/growing")
                .handler(request -> responses.answer(request, "growing", PAGE_BYTES, held -> {
                    held.accept(2L * PAGE_BYTES);
                    return "a page";
                }));
        router.get("/patterns")
                .handler(request -> responses.answer(request, "patterns", LARGE, PAGE_BYTES, _ -> "a page"));
        router.get("/made").handler(request -> responses.answer(request, "made", PAGE_BYTES, new Maker()));
        router.get("/large").handler(request -> responses.answer(request, "large", 350_000, _ -> "a page"));
        router.get().handler(request -> responses.answer(request, request.normalizedPath(), PAGE_BYTES, _ -> "a page"));
        router.get().failureHandler(PageResponsesTest::refuse);
        var server = vertx.createHttpServer().requestHandler(router).listen(0);
        int port = server.toCompletionStage().toCompletableFuture().join().actualPort();
        return URI.create("http://localhost:" + port + "/");
    }

    private static String head(RoutingContext request) {
        return request.request().headers().size() + " headers, "
                + request.queryParams().size() + " parts";
    }

    private String heldPage() {
        made.countDown();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "a page";
    }

    private static void refuse(RoutingContext request) {
        var _ = request.response()
                .setStatusCode(request.failure() instanceof RefusedException ? 503 : 500)
                .end();
    }
}
