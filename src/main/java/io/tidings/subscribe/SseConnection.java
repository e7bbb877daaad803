package io.tidings.subscribe;

import io.netty.buffer.Unpooled;
import io.tidings.delivery.CloseReason;
import io.tidings.delivery.Connection;
import io.tidings.sse.FrameEncoder;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Writes frames to a response, all that a turn brings in one write. The bytes are shared with other connections and
/// not copied.
final class SseConnection implements Connection {
    /// Between a flush and the next, more than this is too much.
    private static final int MOST_PENDING_BYTES = 64 * 1024;

    /// Who is sent away when the hub stops comes back after one to five seconds, not all at once.
    private static final int EARLIEST_RETURN_MILLIS = 1_000;

    private static final int LATEST_RETURN_MILLIS = 5_000;

    private final HttpServerResponse response;
    private final List<byte[]> pending = new ArrayList<>(1);
    private int pendingBytes;

    SseConnection(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(byte[] bytes) {
        pending.add(bytes);
        pendingBytes += bytes.length;
    }

    @Override
    public void flush() {
        if (isOver()) {
            return;
        }
        var bytes = Unpooled.wrappedBuffer(pending.toArray(byte[][]::new));
        pending.clear();
        pendingBytes = 0;
        // A write that fails closes the connection, and that is told apart.
        var _ = response.write(BufferImpl.buffer(bytes));
    }

    @Override
    public boolean isFull() {
        return pendingBytes > MOST_PENDING_BYTES || (!isOver() && response.writeQueueFull());
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
    public void close(CloseReason reason) {
        if (isOver()) {
            return;
        }
        int retry = ThreadLocalRandom.current().nextInt(EARLIEST_RETURN_MILLIS, LATEST_RETURN_MILLIS);
        write(FrameEncoder.retry(retry));
        flush();
        var _ = response.end();
    }

    private boolean isOver() {
        return response.closed() || response.ended();
    }
}
