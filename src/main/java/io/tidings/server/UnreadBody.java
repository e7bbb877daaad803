package io.tidings.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// The body of a request that nobody reads. It is thrown away as it comes, because a client may read no answer before
/// it has sent all; a long one costs the client its connection.
public final class UnreadBody {
    /// A body up to this length is thrown away, and the connection goes on.
    private static final long SHORT = 64 * 1024;

    /// More than this is not even thrown away.
    private static final long LONGEST = 16L * 1024 * 1024;

    /// A part that is shorter than one chunk of a sensible client may be 64 chunks of a few bytes. It counts as more.
    private static final int SHORT_PART = 512;

    private static final int WORK_OF_SHORT_PART = 4 * 1024;

    private final HttpServerRequest request;
    private long discarded;

    private UnreadBody(HttpServerRequest request) {
        this.request = request;
    }

    /// Throws away what is left of the body, if there is one. Call before the answer is sent, on the request's event
    /// loop.
    public static void discard(HttpServerRequest request) {
        if (request.isEnded() || !mayHaveBody(request)) {
            return;
        }
        if (!isShort(request) && !request.response().headWritten()) {
            closeAfterwards(request);
        }
        request.handler(new UnreadBody(request)::add).endHandler(_ -> {}).exceptionHandler(_ -> {});
        request.resume();
    }

    /// HTTP/1.1 says so in the head (RFC 9112, 6.3), HTTP/2 need not.
    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isShort(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && RequestBody.declaredLength(request) <= SHORT;
    }

    /// HTTP/2 has no such header, and its clients take a response that has it for malformed (RFC 9113, 8.2.2).
    private static void closeAfterwards(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void add(Buffer part) {
        discarded += part.length() < SHORT_PART ? WORK_OF_SHORT_PART : part.length();
        if (discarded > LONGEST) {
            Abort.request(request);
        }
    }
}
