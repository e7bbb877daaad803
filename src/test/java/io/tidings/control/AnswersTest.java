package io.tidings.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests whose replies come when the test likes.
class AnswersTest {
    private static final String ADDRESS = "127.0.0.1";

    private static final int LARGE = 3_000;

    /// More than a quarter of the share.
    private static final long ALL = 1L << 40;

    private final Budget budget = new Budget(10_000_000);
    private final ClientShares shares = new ClientShares(budget);
    private final BlockingQueue<RoutingContext> asked = new LinkedBlockingQueue<>();
    private final CompletableFuture<StreamReply> reply = new CompletableFuture<>();
    private final Vertx vertx = Vertx.vertx();
    private final URI server = serve();

    @AfterEach
    void everythingIsGivenBack() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertEquals(0, budget.held());
        assertEquals(0, shares.addresses());
    }

    @Test
    void aRequestHasDroppedItsHeadAndIsHeldUntilItsReplyIsThereThoughItsClientIsGone() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var _ = client.sendAsync(
                    HttpRequest.newBuilder(server.resolve("/?q=" + "q".repeat(LARGE)))
                            .build(),
                    BodyHandlers.discarding());
            var request = asked.poll(1, TimeUnit.MINUTES);
            client.shutdownNow();
            await(() -> request.response().closed());

            assertEquals(0, request.request().headers().size());
            assertTrue(budget.held() > 4 * LARGE, "it holds what is left of the head");
        }

        reply.complete(StreamReply.DONE);

        await(() -> budget.held() == 0);
    }

    @Test
    void anAnswerForWhichThereIsNoRoomIsRefusedAndSaysWhatHasHappened() throws Exception {
        var share = shares.enter(ADDRESS);
        share.tryTake(Use.SENDING, ALL);
        reply.complete(StreamReply.changed(List.of("\"".repeat(1_024))));

        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(HttpRequest.newBuilder(server.resolve("/json")).build(), BodyHandlers.ofString());
            assertEquals(503, answer.statusCode());
            assertEquals(StreamRefusals.changedUnanswered().detail(), answer.body());
        }

        share.give(Use.SENDING, ALL);
        shares.leave(ADDRESS);
    }

    private static void await(BooleanSupplier condition) {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
        });
    }

    private URI serve() {
        var router = Router.router(vertx);
        router.get("/json").handler(request -> new Answers(request, shares).when(() -> reply, StreamRoute.Topics::of));
        router.get().failureHandler(AnswersTest::refuse);
        router.get("/").handler(request -> {
            new Answers(request, shares).when(() -> reply);
            asked.add(request);
        });
        var started = vertx.createHttpServer().requestHandler(router).listen(0);
        int port = started.toCompletionStage().toCompletableFuture().join().actualPort();
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private static void refuse(RoutingContext request) {
        if (request.failure() instanceof RefusedException refused) {
            var _ = request.response().setStatusCode(refused.refusal().status()).end(refused.detail());
        }
    }
}
