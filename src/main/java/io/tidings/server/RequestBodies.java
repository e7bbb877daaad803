package io.tidings.server;

import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.request.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of requests, as far as there is memory for them.
@ApplicationScoped
public class RequestBodies {
    private final Vertx vertx;
    private final Budget budget;
    private final ClientShares shares;
    private final Duration patience;

    RequestBodies(Vertx vertx, Budget budget, ClientShares shares, ServerConfig config) {
        this.vertx = vertx;
        this.budget = budget;
        this.shares = shares;
        this.patience = config.requestTimeout();
    }

    /// Reads a body of up to this many bytes that is to be published. Throws, or fails with, a [TooLargeException]
    /// or a [RefusedException]; a body that is already known to be refused is not read. Release the body when the
    /// request is answered. Call on the request's event loop.
    public Future<Body> read(RoutingContext request, long limit) {
        return read(request, limit, bytes -> budget.tryHold(Use.PUBLISHING, bytes));
    }

    /// Reads a body as [#read(RoutingContext, long)] does, for another use, of which it takes the share of its
    /// client.
    public Future<Body> read(RoutingContext request, Use use, long limit) {
        var client = ClientAddress.of(request.request());
        return read(request, limit, bytes -> shares.tryHold(client, use, bytes));
    }

    private Future<Body> read(RoutingContext context, long limit, LongFunction<@Nullable Hold> holding) {
        var request = context.request();
        var body = RequestBody.read(request, limit, holding);
        if (request.version() == HttpVersion.HTTP_2 && !body.future().isComplete()) {
            // Vert.x does not tell a request that the hub itself has reset its stream.
            context.addEndHandler(_ -> body.giveUp());
            watch(request, body.future());
        }
        return body.future();
    }

    /// Ends a stream of HTTP/2 whose body does not arrive, as [RequestClock] does with a connection of HTTP/1.
    private void watch(HttpServerRequest request, Future<Body> body) {
        long before = request.bytesRead();
        long timer = vertx.setTimer(patience.toMillis(), _ -> {
            if (request.bytesRead() - before < RequestClock.leastBytes(patience)) {
                Abort.request(request);
            } else {
                watch(request, body);
            }
        });
        // A timer would keep the body as long as itself.
        body.onComplete(_ -> vertx.cancelTimer(timer));
    }
}
