package io.tidings.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/// Answers requests with pages of JSON that take memory and time to make. A page is made when the budget has room for
/// it, on a virtual thread, and holds its memory until the client has taken it.
@ApplicationScoped
public class PageResponses {
    private static final Logger LOG = Logger.getLogger(PageResponses.class);

    /// What an answer takes beside its page: a thread, a request and a response, and the first bytes.
    private static final int ANSWER_BYTES = 12 * 1024;

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

    /// Answers with what the page returns. That may block, and tells what the page takes once it knows; until then the
    /// most that a page takes is held for it, in bytes. The address is that of the client, as limits count it.
    public void answer(RoutingContext request, String address, long mostBytes, Function<LongConsumer, Object> page) {
        var loop = request.vertx().getOrCreateContext();
        var waiting = shares.tryHold(address, Use.WAITING, ANSWER_BYTES);
        if (waiting == null) {
            throw outOfRoom();
        }
        var share = shares.enter(address);
        // From here on, not before: a refusal is watched like any answer.
        Http2Streams.leave(request.request());
        threads.execute(() -> {
            try {
                answerInTurn(request, share, mostBytes, page, waiting, loop);
            } catch (IOException e) {
                LOG.debug("a page was not taken", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                loop.runOnContext(_ -> request.fail(e));
            } finally {
                waiting.release();
                shares.leave(address);
                loop.runOnContext(_ -> Http2Streams.watchAgain(request.request()));
            }
        });
    }

    /// The page has its turn among those of its client first, and then among those of all.
    private void answerInTurn(
            RoutingContext request,
            Budget share,
            long mostBytes,
            Function<LongConsumer, Object> page,
            Hold waiting,
            Context loop)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_FOR_ROOM.toNanos();
        var ofClient = awaitHold(share, mostBytes, end);
        try {
            var hold = awaitHold(budget, mostBytes, end).with(ofClient);
            waiting.release();
            answerBlocking(request, page, hold, loop);
        } finally {
            ofClient.release();
        }
    }

    private static Hold awaitHold(Budget budget, long mostBytes, long end) throws InterruptedException {
        var patience = Duration.ofNanos(end - System.nanoTime());
        var hold = budget.awaitHold(Use.SENDING, ANSWER_BYTES + mostBytes, patience);
        if (hold == null) {
            throw outOfRoom();
        }
        return hold;
    }

    private void answerBlocking(RoutingContext request, Function<LongConsumer, Object> page, Hold hold, Context loop)
            throws IOException {
        try {
            if (request.response().closed()) {
                throw new IOException("the client is gone");
            }
            var content = page.apply(bytes -> resize(hold, ANSWER_BYTES + bytes));
            // The client may take its time for the page.
            loop.runOnContext(_ -> SpentHead.drop(request));
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
            throw outOfRoom();
        }
    }

    private static RefusedException outOfRoom() {
        return new RefusedException(Refusal.OUT_OF_MEMORY, "This node has no memory left for the answer: try again.");
    }
}
