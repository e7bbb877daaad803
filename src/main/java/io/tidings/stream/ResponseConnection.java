package io.tidings.stream;

import io.netty.buffer.Unpooled;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import io.tidings.memory.LateHold;
import io.tidings.server.Abort;
import io.tidings.server.Http2Streams;
import io.vertx.core.Future;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// An open stream as a response of Vert.x, for all that [SseConnection] does not know: HTTP/2, TLS, HTTP/1.0.
final class ResponseConnection implements StreamConnection {
    /// What a write takes on the heap while it waits, beside its bytes: a buffer, promises, entries of queues.
    private static final int WRITE_BYTES = 512;

    /// Where so many bytes wait in the channel of HTTP/1, nothing more is sent.
    private static final int MOST_WAITING = 8 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final LateHold unsent;
    private long waiting;
    private long waitedBefore;
    private boolean aborted;
    private Runnable whenClosed = () -> {};

    ResponseConnection(HttpServerRequest request, ClientShare share) {
        this.request = request;
        this.response = request.response();
        this.unsent = new LateHold(share::tryHoldLive);
        if (request.version() != HttpVersion.HTTP_2) {
            response.setWriteQueueMaxSize(MOST_WAITING);
        }
        // A write that fails is followed by the close of the connection.
        response.exceptionHandler(_ -> {});
    }

    /// A client may be gone by now: writing the head of an answer over HTTP/2 fails at once if its client takes no
    /// headers.
    @Override
    public void whenClosed(Runnable action) {
        whenClosed = action;
        response.closeHandler(_ -> callWhenClosed());
        if (response.closed()) {
            callWhenClosed();
        }
    }

    private void callWhenClosed() {
        var action = whenClosed;
        whenClosed = () -> {};
        action.run();
    }

    @Override
    public void send(byte[] bytes) {
        if (isOver()) {
            return;
        }
        var written = write(bytes);
        if (!written.isComplete()) {
            keepUnsent(bytes.length, written);
        }
    }

    /// A page that waits goes on taking the memory that it was read into, so it always has room.
    @Override
    public void send(byte[] page, Hold hold) {
        if (isOver()) {
            hold.release();
            return;
        }
        // The page itself is not needed any more where TLS has made other bytes of it.
        int length = page.length;
        waiting += length;
        write(page).onComplete(_ -> {
            waiting -= length;
            hold.release();
        });
    }

    /// A write that fails closes the connection, which Vert.x reports as well. Where a connection of HTTP/2 has broken,
    /// it throws.
    private Future<Void> write(byte[] bytes) {
        try {
            return response.write(BufferImpl.buffer(Unpooled.wrappedBuffer(bytes)));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /// The end fails as a write does.
    private Future<Void> end() {
        try {
            return response.end();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /// What waits counts against the budget, and the share of the client. A client that comes back reads it from the
    /// log when there is room for that.
    private void keepUnsent(int length, Future<Void> written) {
        int bytes = length + WRITE_BYTES;
        if (!unsent.tryHold(unsent.bytes() + bytes)) {
            abort();
            return;
        }
        waiting += length;
        written.onComplete(_ -> {
            waiting -= length;
            var _ = unsent.tryHold(unsent.bytes() - bytes);
        });
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
    public long waitingBytes() {
        return waiting;
    }

    @Override
    public boolean isStalled() {
        long before = waitedBefore;
        waitedBefore = waiting;
        return before > 0 && waiting >= before;
    }

    @Override
    public void abort() {
        aborted = true;
        Abort.request(request);
    }

    @Override
    public boolean isAborted() {
        return aborted;
    }

    /// Over HTTP/1 nobody else reports the end of a response whose connection stays. A client of HTTP/2 has to end its
    /// request as well.
    @Override
    public void close(byte[] last) {
        if (!isOver()) {
            send(last);
            Http2Streams.watchAgain(request);
            end().onComplete(_ -> callWhenClosed());
        }
    }

    private boolean isOver() {
        return response.closed() || response.ended();
    }
}
