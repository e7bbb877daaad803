package io.tidings.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// The head of a request whose answer goes on after everybody has read it. Vert.x keeps what it has parsed until the
/// answer and the body of the request have ended: a query of a thousand parts takes 40 KB, and a client may listen for
/// ever.
public final class SpentHead {
    /// The text of the target as it came, and its query.
    private static final int COPIES_OF_TARGET = 2;

    /// The buffer of HTTP/1's decoder has the length of the longest line, and grows by doubling. It stays until the
    /// body has ended.
    private static final int COPIES_OF_LINE = 2;

    private SpentHead() {}

    /// Clears it, and gives back what is held for it, but for the remainder. Call on the request's event loop, when
    /// nobody needs more of it than the method and the target.
    public static void drop(RoutingContext request) {
        int remainder = remainder(request.request());
        request.queryParams().clear();
        var parsed = request.parsedHeaders();
        parsed.accept().clear();
        parsed.acceptCharset().clear();
        parsed.acceptEncoding().clear();
        parsed.acceptLanguage().clear();
        request.request().headers().clear();
        giveBack(request.request(), remainder);
    }

    private static void giveBack(HttpServerRequest request, int remainder) {
        Http2Streams.forgetHead(request);
        if (request.connection() instanceof ConnectionBase connection
                && connection.channel().pipeline().get(Intake.NAME) instanceof Intake intake) {
            intake.heads().shrink(remainder);
        }
    }

    /// What stays in memory of a head that is dropped, in bytes. Call before that.
    public static int remainder(HttpServerRequest request) {
        int target = request.uri().length();
        int longestLine = request.version() == HttpVersion.HTTP_2 ? 0 : Math.max(target, longestHeader(request));
        return COPIES_OF_TARGET * target + COPIES_OF_LINE * longestLine;
    }

    private static int longestHeader(HttpServerRequest request) {
        return request.headers().entries().stream()
                .mapToInt(header -> length(header))
                .max()
                .orElse(0);
    }

    private static int length(Map.Entry<String, String> header) {
        return header.getKey().length() + header.getValue().length();
    }
}
