package io.tidings.stream;

import io.netty.channel.Channel;
import io.netty.util.AsciiString;
import io.tidings.memory.ClientShare;
import io.tidings.server.EndlessAnswer;
import io.tidings.server.SpentHead;
import io.tidings.sse.EventStreamWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/// Begins the response that is a stream, in the way that its connection allows.
public final class StreamOpener {
    private static final CharSequence X_ACCEL_BUFFERING = new AsciiString("X-Accel-Buffering");

    private static final int PLAIN_BYTES = 4 * 1024;
    private static final int TLS_BYTES = 12 * 1024;

    private StreamOpener() {}

    /// Sends the head and a comment, so that no proxy waits for more; they go out with what is sent in the
    /// same task of the loop, or after that task. Call on the loop of the connection while it is not reading.
    public static StreamConnection open(RoutingContext request, Chunks chunks, ClientShare share) {
        var channel = Takeover.channelOf(request.request());
        channel.ifPresent(taken -> taken.config().setWriteBufferWaterMark(SseConnection.NOTHING_WAITS));
        writeHead(request.response());
        return channel.<StreamConnection>map(taken -> takeOver(taken, chunks)).orElseGet(() -> {
            EndlessAnswer.begin(request);
            return new ResponseConnection(request.request(), share);
        });
    }

    /// What a stream of this request takes on the heap and outside of it, in bytes: 3.4 KB as measured where it
    /// has its channel for itself; 20 KB with TLS, of which 8 KB are counted for the connection. Over HTTP/2 the
    /// rest is counted for the connection and for the request.
    public static int bytes(HttpServerRequest request) {
        if (Takeover.channelOf(request).isPresent()) {
            return PLAIN_BYTES;
        }
        boolean aloneWithTls = request.isSSL() && request.version() != HttpVersion.HTTP_2;
        return (aloneWithTls ? TLS_BYTES : PLAIN_BYTES) + SpentHead.remainder(request);
    }

    private static SseConnection takeOver(Channel channel, Chunks chunks) {
        var connection = new SseConnection(channel, chunks);
        Takeover.from(channel, connection);
        channel.eventLoop().execute(channel::flush);
        return connection;
    }

    private static void writeHead(HttpServerResponse response) {
        response.setChunked(true);
        // It may vary by Origin as well.
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform")
                .putHeader(X_ACCEL_BUFFERING, "no");
        var _ = response.write(Buffer.buffer(EventStreamWriter.COMMENT));
    }
}
