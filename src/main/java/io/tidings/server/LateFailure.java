package io.tidings.server;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;

/// What a request failed of that was carried out elsewhere.
public final class LateFailure {
    private LateFailure() {}

    /// Fails the request with what has failed, or with its cause where that is only the wrapper of a
    /// stage. A client that is gone is told nothing. Call on the request's event loop.
    public static void tell(RoutingContext request, Throwable failure) {
        if (!request.response().closed()) {
            request.fail(failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
        }
    }
}
