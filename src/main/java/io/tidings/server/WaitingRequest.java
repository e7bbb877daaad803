package io.tidings.server;

import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/// A request that waits for something that the hub has to do first. It may outlive its connection, and with that
/// what is held for its head, so it counts by itself.
public final class WaitingRequest {
    /// What it takes beside its head: a thread, a request and a response, and the first bytes.
    private static final int BYTES = 12 * 1024;

    private WaitingRequest() {}

    /// Holds what the request takes, and drops its head ([SpentHead]). The address is that of the client, as
    /// limits count it. Throws a [RefusedException] if there is no room. Call on the request's event loop.
    public static Hold hold(RoutingContext request, ClientShares shares, String address) {
        return hold(request, shares, address, 0);
    }

    /// The same where so many bytes more are kept of what the request asks for.
    static Hold hold(RoutingContext request, ClientShares shares, String address, long more) {
        long bytes = BYTES + SpentHead.remainder(request.request()) + more;
        var hold = shares.tryHold(address, Use.WAITING, bytes);
        if (hold == null) {
            throw outOfRoom();
        }
        SpentHead.drop(request);
        return hold;
    }

    /// What a request that still needs its head takes for that, in bytes, beside what every request does.
    public static int headBytes(HttpServerRequest request) {
        return Math.max(0, HeadWeight.of(request).bytes() - RequestHeads.FREE);
    }

    static RefusedException outOfRoom() {
        return new RefusedException(Refusal.OUT_OF_MEMORY, "This node has no memory left for the answer: try again.");
    }
}
