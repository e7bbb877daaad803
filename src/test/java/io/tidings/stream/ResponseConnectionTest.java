package io.tidings.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream to a client of HTTP/1.0 that does not read.
class ResponseConnectionTest {
    private static final byte[] EVENT = "data: x\n\n".getBytes(UTF_8);
    private static final int BUFFER = 16 * 1024;

    /// What a write takes on the heap while it waits, at least.
    private static final int WRITE_BYTES = 400;

    private static final int MOST_WRITES = 200;

    private final Budget budget = new Budget(100_000_000);
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Filled> filled = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    /// How many writes waited when the connection was full, and what was held for them.
    private record Filled(int writes, long held) {}

    /// Sends events until the connection is full.
    private void fill(HttpServerRequest request) {
        var connection = new ResponseConnection(request, new ClientShares(budget).of("client"));
        int writes = 0;
        while (!connection.isFull()) {
            long before = connection.waitingBytes();
            connection.send(EVENT);
            writes += connection.waitingBytes() > before ? 1 : 0;
        }
        filled.complete(new Filled(writes, budget.held()));
        connection.whenClosed(() -> over.complete(null));
        connection.whenWritable(() -> connection.close(EVENT));
    }

    private HttpServer listen() throws Exception {
        return get(vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(BUFFER))
                .requestHandler(this::fill)
                .listen(0, "127.0.0.1"));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Test
    void smallEventsThatWaitAreFewAndCountAsWhatTheyTake() throws Exception {
        try (var client = new Socket()) {
            client.setReceiveBufferSize(BUFFER);
            client.connect(new InetSocketAddress("127.0.0.1", listen().actualPort()));
            client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

            var full = filled.get(1, TimeUnit.MINUTES);
            assertTrue(full.writes() > 0 && full.writes() < MOST_WRITES, full::toString);
            assertTrue(full.held() >= (long) full.writes() * WRITE_BYTES, full::toString);

            client.getInputStream().readAllBytes();
            assertEquals(0, budget.held());
        }
    }

    /// Whether or not the connection stays.
    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void aStreamThatTheHubEndsIsOverWhenItsClientHasTakenAllOfIt(String header) throws Exception {
        try (var client = new Socket()) {
            client.setReceiveBufferSize(BUFFER);
            client.connect(new InetSocketAddress("127.0.0.1", listen().actualPort()));
            client.getOutputStream().write(("GET / HTTP/1.0\r\n" + header + "\r\n").getBytes(US_ASCII));
            assertTrue(filled.get(1, TimeUnit.MINUTES).writes() > 0);

            var reader = Thread.startVirtualThread(() -> readAll(client));
            over.get(1, TimeUnit.MINUTES);
            client.close();
            reader.join();
        }
    }

    private static void readAll(Socket client) {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // The test is over.
        }
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }
}
