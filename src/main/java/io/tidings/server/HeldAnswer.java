package io.tidings.server;

import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.request.ClientAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/// Answers a request with bytes that are many, or that many may ask for at once. They count against the
/// budget, and the share of the client, until the socket has taken them, for each response is a copy.
public final class HeldAnswer {
    private static final String JSON = "application/json";

    private HeldAnswer() {}

    /// Throws a [RefusedException] if there is no memory for it. Call on the request's event loop.
    public static void send(RoutingContext request, ClientShares shares, String contentType, byte[] bytes) {
        dropAndSend(request, hold(request, shares, bytes.length), contentType, Buffer.buffer(bytes));
    }

    /// The same with a value as JSON.
    public static void sendJson(RoutingContext request, ClientShares shares, Object value) {
        var json = Json.encodeToBuffer(value);
        dropAndSend(request, hold(request, shares, json.length()), JSON, json);
    }

    /// The same about what has come of a body. The answer takes the place of the body in memory, so it always has room;
    /// if the client is gone, nothing is sent.
    public static void sendJson(RoutingContext request, Body body, Object value) {
        if (request.response().closed()) {
            body.release();
            return;
        }
        var json = Json.encodeToBuffer(value);
        body.hold().resize(json.length());
        send(request, body.hold(), JSON, json);
    }

    private static Hold hold(RoutingContext request, ClientShares shares, int bytes) {
        var hold = shares.tryHold(ClientAddress.of(request.request()), Use.SENDING, bytes);
        if (hold == null) {
            throw WaitingRequest.outOfRoom();
        }
        return hold;
    }

    /// The client may take its time.
    private static void dropAndSend(RoutingContext request, Hold hold, String contentType, Buffer content) {
        SpentHead.drop(request);
        send(request, hold, contentType, content);
    }

    private static void send(RoutingContext request, Hold hold, String contentType, Buffer content) {
        var response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                // Vert.x would not tell it to HEAD.
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
        end(response, content).onComplete(_ -> hold.release());
    }

    /// Vert.x throws where a connection of HTTP/2 has broken.
    private static Future<Void> end(HttpServerResponse response, Buffer content) {
        try {
            return response.end(content);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
