package io.tidings.server;

import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.request.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Answers a request with bytes that many may ask for at once. They count against the budget, and the share of the
/// client, until the socket has taken them, for each response is a copy.
public final class HeldAnswer {
    private HeldAnswer() {}

    /// Throws a [RefusedException] if there is no memory for it. Call on the request's event loop.
    public static void send(RoutingContext request, ClientShares shares, String contentType, byte[] bytes) {
        var hold = shares.tryHold(ClientAddress.of(request.request()), Use.SENDING, bytes.length);
        if (hold == null) {
            throw new RefusedException(
                    Refusal.OUT_OF_MEMORY, "This node has no memory left for the answer: try again.");
        }
        // The client may take its time.
        SpentHead.drop(request);
        var response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                // Vert.x would not tell it to HEAD.
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
        end(response, bytes).onComplete(_ -> hold.release());
    }

    /// Vert.x throws where a connection of HTTP/2 has broken.
    private static Future<Void> end(HttpServerResponse response, byte[] bytes) {
        try {
            return response.end(Buffer.buffer(bytes));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
