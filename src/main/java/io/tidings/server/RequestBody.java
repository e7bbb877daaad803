package io.tidings.server;

import io.tidings.event.InvalidEventException;
import io.tidings.event.InvalidEventException.Part;
import io.tidings.event.TooLargeException;
import io.tidings.memory.Hold;
import io.tidings.refusal.Refusal;
import io.tidings.refusal.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads the body of one request into memory, if there is room for it. Owned by the request's event loop. Others
/// call [RequestBodies].
final class RequestBody {
    /// A body becomes bytes, text, events and frames before its request is answered.
    private static final int COPIES = 3;

    private final HttpServerRequest request;
    private final long declared;
    private final long limit;
    private final Hold hold;
    private final Promise<Body> promise = Promise.promise();
    private Buffer received = Buffer.buffer();

    private RequestBody(HttpServerRequest request, long declared, long limit, Hold hold) {
        this.request = request;
        this.declared = declared;
        this.limit = limit;
        this.hold = hold;
    }

    /// Begins to read: see [RequestBodies#read]. The function holds this many bytes, or returns null if there is no
    /// room.
    static RequestBody read(HttpServerRequest request, long limit, LongFunction<@Nullable Hold> holding) {
        long declared = declaredLength(request);
        if (declared > limit) {
            throw tooLarge(limit);
        }
        var hold = holding.apply(declared * COPIES);
        if (hold == null) {
            throw outOfRoom();
        }
        var body = new RequestBody(request, declared, limit, hold);
        body.start();
        return body;
    }

    Future<Body> future() {
        return promise.future();
    }

    /// What the request says that its body has, in bytes; 0 if it does not say. The HTTP codec has checked that it is
    /// a number.
    static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void start() {
        request.handler(this::add).endHandler(_ -> complete()).exceptionHandler(_ -> failIncomplete());
        if (expectsContinue()) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /// A client of HTTP/1.0 does not know that answer (RFC 9110, 10.1.1).
    private boolean expectsContinue() {
        return request.version() != HttpVersion.HTTP_1_0
                && HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private void add(Buffer part) {
        long length = (long) received.length() + part.length();
        if (length > limit) {
            fail(tooLarge(limit));
        } else if (length * COPIES > hold.bytes() && !hold.tryResize(length * COPIES)) {
            fail(outOfRoom());
        } else {
            // Into a buffer of its own: a part may be a piece of what was read, and cannot grow.
            received.appendBuffer(part);
        }
    }

    private void complete() {
        if (declared > 0 && received.length() != declared) {
            failIncomplete();
            return;
        }
        var body = new Body(received.getBytes(), hold);
        // The request may outlive the body by far, and it refers to this object.
        received = Buffer.buffer();
        if (!promise.tryComplete(body)) {
            hold.release();
        }
    }

    /// Its request is over, and the rest does not come.
    void giveUp() {
        if (!promise.future().isComplete()) {
            failIncomplete();
        }
    }

    private void failIncomplete() {
        fail(new InvalidEventException(Part.DATA, "The body ended before it was complete: send all of it."));
    }

    private void fail(Throwable cause) {
        received = Buffer.buffer();
        hold.release();
        promise.tryFail(cause);
        UnreadBody.discard(request);
    }

    private static TooLargeException tooLarge(long limit) {
        return new TooLargeException("The body has more than the " + limit
                + " bytes that are allowed here (tidings.publish.max-event-size for one event, "
                + "tidings.publish.max-batch-size for a batch): send less, or several requests.");
    }

    private static RefusedException outOfRoom() {
        return new RefusedException(
                Refusal.OUT_OF_MEMORY, "This node has no memory left for the body, and has stored nothing: try again.");
    }
}
