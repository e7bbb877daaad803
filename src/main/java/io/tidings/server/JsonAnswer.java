package io.tidings.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/// Answers a request with a small value as JSON: one whose size no client chooses. Others are a [HeldAnswer].
public final class JsonAnswer {
    private JsonAnswer() {}

    /// Sends the value; nothing if the client is gone. Call on the request's event loop.
    public static void send(RoutingContext request, Object value) {
        var response = request.response();
        if (!response.closed()) {
            var _ = response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Json.encodeToBuffer(value));
        }
    }
}
