package io.tidings.stream;

import io.netty.channel.Channel;
import io.netty.util.AsciiString;
import io.tidings.memory.Budget;
import io.tidings.sse.EventStreamWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// Begins the response that is a stream, in the way that its connection allows.
public final class StreamOpener {
    private static final CharSequence X_ACCEL_BUFFERING = new AsciiString("X-Accel-Buffering");

    private StreamOpener() {}

    /// Sends the head and a comment, so that no proxy waits for more; they go out with what is sent in the
    /// same task of the loop, or after that task. Call on the loop of the connection while it is not reading.
    public static StreamConnection open(HttpServerRequest request, Chunks chunks, Budget budget) {
        var channel = Takeover.channelOf(request);
        channel.ifPresent(taken -> taken.config().setWriteBufferWaterMark(SseConnection.NOTHING_WAITS));
        writeHead(request.response());
        return channel.<StreamConnection>map(taken -> takeOver(taken, chunks)).orElseGet(() -> {
            // Held as long as the stream is open, and needed no more.
            request.headers().clear();
            return new ResponseConnection(request, budget);
        });
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
