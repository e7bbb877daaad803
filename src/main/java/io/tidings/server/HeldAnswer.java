package io.tidings.server;

import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.tidings.request.ClientAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
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
        var _ = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(Buffer.buffer(bytes))
                .onComplete(_ -> hold.release());
    }
}
