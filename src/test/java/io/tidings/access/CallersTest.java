package io.tidings.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.auth.AccessPolicy;
import io.tidings.auth.Caller;
import io.tidings.auth.Grants;
import io.tidings.auth.Validity;
import io.tidings.auth.setup.TestConfig;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests whose tokens are verified for as long as the test likes.
class CallersTest {
    private static final int MANY = 20;

    private static final int PARTS = 900;

    private static final int OF_ONE_ADDRESS = 4;

    /// Eighteen wait, four of one address.
    private final Budget budget = new Budget(10_000_000);

    private final ClientShares shares = new ClientShares(budget);
    private final CompletableFuture<Caller> verified = new CompletableFuture<>();
    private final CountDownLatch waiting = new CountDownLatch(OF_ONE_ADDRESS + 1);
    private final Vertx vertx = Vertx.vertx();
    private final URI server = serve();

    private final HttpClient one = client("127.0.0.2");
    private final HttpClient other = client("127.0.0.3");

    @AfterEach
    void everythingIsGivenBack() {
        verified.complete(Caller.anonymous(Grants.NONE));
        one.close();
        other.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertEquals(0, budget.held());
        assertEquals(0, shares.addresses());
    }

    @Test
    void theTokensOfOneAddressLeaveRoomForThoseOfAnother() throws Exception {
        var ofOne = new ArrayBlockingQueue<Integer>(MANY);
        var ofOther = new ArrayBlockingQueue<Integer>(MANY);
        for (int i = 0; i < MANY; i++) {
            ask(one, ofOne);
        }
        for (int i = 0; i < MANY - OF_ONE_ADDRESS; i++) {
            assertEquals(503, ofOne.poll(1, TimeUnit.MINUTES));
        }
        ask(other, ofOther);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> waiting.await());

        verified.complete(Caller.anonymous(Grants.NONE));

        for (int i = 0; i < OF_ONE_ADDRESS; i++) {
            assertEquals(200, ofOne.poll(1, TimeUnit.MINUTES));
        }
        assertEquals(200, ofOther.poll(1, TimeUnit.MINUTES));
    }

    /// The connection gives back what it holds for the head, and the action needs that.
    @Test
    void aRequestThatWaitsHoldsWhatItsHeadTakes() throws Exception {
        var status = one.sendAsync(
                HttpRequest.newBuilder(server.resolve("/?" + "q&".repeat(PARTS)))
                        .header("Authorization", "Bearer token")
                        .build(),
                BodyHandlers.discarding());

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (waiting.getCount() > OF_ONE_ADDRESS) {
                Thread.onSpinWait();
            }
        });

        assertTrue(budget.held() > PARTS * 100);
        verified.complete(Caller.anonymous(Grants.NONE));
        assertEquals(200, status.get(1, TimeUnit.MINUTES).statusCode());
    }

    private static HttpClient client(String address) {
        return HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private void ask(HttpClient client, BlockingQueue<Integer> statuses) {
        var request = HttpRequest.newBuilder(server)
                .header("Authorization", "Bearer token")
                .build();
        var _ = client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .thenAccept(statuses::add);
    }

    private URI serve() {
        var callers = new Callers(
                new SlowPolicy(),
                TestConfig.of(),
                new OwnOrigin(Optional::empty, Optional::empty),
                new BadTokens(),
                shares);
        var router = Router.router(vertx);
        router.get().handler(request -> {
            callers.identify(request, _ -> request.response().end());
            waiting.countDown();
        });
        router.get().failureHandler(CallersTest::refuse);
        var started = vertx.createHttpServer().requestHandler(router).listen(0);
        int port = started.toCompletionStage().toCompletableFuture().join().actualPort();
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private static void refuse(RoutingContext request) {
        var _ = request.response()
                .setStatusCode(request.failure() instanceof RefusedException ? 503 : 500)
                .end();
    }

    private final class SlowPolicy implements AccessPolicy {
        @Override
        public Caller anonymous() {
            return Caller.anonymous(Grants.NONE);
        }

        @Override
        public CompletionStage<Caller> identify(String token) {
            return verified;
        }

        @Override
        public Optional<Validity> verifiedElsewhere(String issuer, String keyId, Optional<Instant> expiry) {
            return Optional.empty();
        }
    }
}
