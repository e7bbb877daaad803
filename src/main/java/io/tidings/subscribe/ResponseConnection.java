package io.tidings.subscribe;

import io.netty.buffer.Unpooled;
import io.tidings.delivery.CloseReason;
import io.tidings.event.EventId;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/// An open stream as a response of Vert.x, for all that [SseConnection] does not know: HTTP/2, TLS, HTTP/1.0.
final class ResponseConnection implements OpenStream {
    private final HttpServerResponse response;

    ResponseConnection(HttpServerResponse response) {
        this.response = response;
        // A write that fails is followed by the close of the connection.
        response.exceptionHandler(_ -> {});
    }

    @Override
    public void whenClosed(Runnable action) {
        response.closeHandler(_ -> action.run());
    }

    @Override
    public void send(byte[] bytes) {
        if (!isOver()) {
            // A write that fails closes the connection, and that is told apart.
            var _ = response.write(BufferImpl.buffer(Unpooled.wrappedBuffer(bytes)));
        }
    }

    @Override
    public boolean isFull() {
        return isOver() || response.writeQueueFull();
    }

    @Override
    public void whenWritable(Runnable action) {
        if (!isOver()) {
            response.drainHandler(_ -> {
                response.drainHandler(null);
                action.run();
            });
        }
    }

    @Override
    public void close(CloseReason reason, Optional<EventId> position) {
        if (!isOver()) {
            send(Farewell.frame(position));
            var _ = response.end();
        }
    }

    private boolean isOver() {
        return response.closed() || response.ended();
    }
}
