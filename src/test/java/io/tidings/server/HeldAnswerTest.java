package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An answer to a client that does not read.
class HeldAnswerTest {
    private static final int BUFFER = 16 * 1024;
    private static final int CHARACTERS = 8_000_000;

    /// With quotation marks.
    private static final int BYTES = CHARACTERS + 2;

    private final Budget budget = new Budget(100_000_000);
    private final Vertx vertx = Vertx.vertx();

    @Test
    void anAnswerAboutABodyTakesItsPlaceUntilTheClientHasTakenIt() throws Exception {
        try (var client = new Socket()) {
            client.setReceiveBufferSize(BUFFER);
            client.connect(new InetSocketAddress("127.0.0.1", listen()));
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            awaitHeld(BYTES);

            client.getInputStream().transferTo(OutputStream.nullOutputStream());

            awaitHeld(0);
        }
    }

    private void awaitHeld(long bytes) {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            while (budget.held() != bytes) {
                Thread.onSpinWait();
            }
        });
    }

    private int listen() {
        var router = Router.router(vertx);
        router.get().handler(request -> {
            var body = new Body(new byte[0], Objects.requireNonNull(budget.tryHold(Use.PUBLISHING, 1)));
            HeldAnswer.sendJson(request, body, "x".repeat(CHARACTERS));
        });
        return vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(BUFFER))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertEquals(0, budget.held());
    }
}
