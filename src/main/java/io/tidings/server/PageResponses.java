package io.tidings.server;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers requests with pages of JSON that take memory and time to make. A page is made when the budget has room for
/// it, on a virtual thread, and holds its memory until the client has taken it.
@ApplicationScoped
public class PageResponses {
    private static final Logger LOG = Logger.getLogger(PageResponses.class);

    /// What the writer of JSON takes until the last piece of a page is sent.
    private static final int WRITER_BYTES = 16 * 1024;

    private static final Duration PATIENCE_FOR_ROOM = Duration.ofSeconds(2);

    private final Budget budget;
    private final ClientShares shares;
    private final ServerConfig config;
    private final ObjectMapper mapper;
    private final ExecutorService threads;

    PageResponses(
            Budget budget,
            ClientShares shares,
            ServerConfig config,
            ObjectMapper mapper,
            @VirtualThreads ExecutorService threads) {
        this.budget = budget;
        this.shares = shares;
        this.config = config;
        this.mapper = mapper;
        this.threads = threads;
    }

    /// A request for a page. It is over when its response has ended, or its client is gone.
    private record Asked(
            RoutingContext request,
            Context loop,
            CompletableFuture<?> over,
            long mostBytes,
            AtomicReference<@Nullable Function<LongConsumer, Object>> page) {
        static Asked of(RoutingContext request, long mostBytes, Function<LongConsumer, Object> page) {
            var over = new CompletableFuture<>();
            request.addEndHandler(over::complete);
            return new Asked(
                    request, request.vertx().getOrCreateContext(), over, mostBytes, new AtomicReference<>(page));
        }

        /// Once: what it takes to make a page is not needed while the client takes it.
        Object makePage(LongConsumer held) {
            return requireNonNull(page.getAndSet(null)).apply(held);
        }
    }

    /// Answers with what the page returns. That may block, and tells what the page takes once it knows;
    /// until then the most that a page takes is held for it, in bytes. The address is that of the client, as
    /// limits count it. Drops the head of the request. Call on the request's event loop.
    public void answer(RoutingContext request, String address, long mostBytes, Function<LongConsumer, Object> page) {
        answer(request, address, 0, mostBytes, page);
    }

    /// The same for a page for which so many bytes of the request are kept, such as patterns, while it waits.
    public void answer(
            RoutingContext request,
            String address,
            long bytesToMakeIt,
            long mostBytes,
            Function<LongConsumer, Object> page) {
        var waiting = WaitingRequest.hold(request, shares, address, bytesToMakeIt);
        var asked = Asked.of(request, mostBytes, page);
        var share = shares.enter(address);
        // From here on, not before: a refusal is watched like any answer.
        Http2Streams.leave(request.request());
        threads.execute(() -> {
            try {
                answerInTurn(asked, share, waiting);
            } catch (IOException e) {
                LOG.debug("a page was not taken", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                asked.loop().runOnContext(_ -> request.fail(e));
            } finally {
                waiting.release();
                shares.leave(address);
                asked.loop().runOnContext(_ -> Http2Streams.watchAgain(request.request()));
            }
        });
    }

    /// The page has its turn among those of its client first, and then among those of all.
    private void answerInTurn(Asked asked, Budget share, Hold waiting) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_FOR_ROOM.toNanos();
        long bytes = waiting.bytes() + WRITER_BYTES;
        var ofClient = awaitHold(asked, share, bytes, end);
        try {
            var hold = awaitHold(asked, budget, bytes, end).with(ofClient);
            waiting.release();
            answerBlocking(asked, hold, bytes);
        } finally {
            ofClient.release();
        }
    }

    private static Hold awaitHold(Asked asked, Budget budget, long ofRequest, long end) throws InterruptedException {
        var patience = Duration.ofNanos(end - System.nanoTime());
        var hold = budget.awaitHold(Use.SENDING, ofRequest + asked.mostBytes(), patience, asked.over());
        if (hold == null) {
            throw WaitingRequest.outOfRoom();
        }
        return hold;
    }

    private void answerBlocking(Asked asked, Hold hold, long ofRequest) throws IOException {
        var request = asked.request();
        try {
            if (request.response().closed()) {
                throw new IOException("the client is gone");
            }
            var content = asked.makePage(bytes -> resize(hold, ofRequest + bytes));
            // What one caller may read is not for the next, and a cache does not mind a cookie (RFC 9111, section 3).
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            try (var out = new ResponseOutput(request.request(), config.requestTimeout())) {
                mapper.writeValue(out, content);
            }
        } finally {
            hold.release();
        }
    }

    /// A page that is larger than it was expected to be has no more room than others.
    private static void resize(Hold hold, long bytes) {
        if (!hold.tryResize(bytes)) {
            throw WaitingRequest.outOfRoom();
        }
    }
}
