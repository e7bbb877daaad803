package io.tidings.server;

import io.tidings.memory.Budget;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/// Answers a request with bytes that many may ask for at once. They count against the budget until the socket has taken
/// them, for each response is a copy.
public final class HeldAnswer {
    private HeldAnswer() {}

    /// Throws a [RefusedException] if there is no memory for it. Call on the request's event loop.
    public static void send(RoutingContext request, Budget budget, String contentType, byte[] bytes) {
        var hold = budget.tryHold(Use.SENDING, bytes.length);
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
