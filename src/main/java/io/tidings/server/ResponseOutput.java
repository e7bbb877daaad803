package io.tidings.server;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The body of a response that is written as fast as its client takes it, a piece at a time, so that it waits in no
/// buffer. A client that takes nothing for the time of the patience loses its connection. Blocks: for virtual threads.
public final class ResponseOutput extends OutputStream {
    private static final int FIRST_PIECE = 1024;
    private static final int PIECE = 64 * 1024;

    /// The most that it takes of the heap while the client takes a piece.
    public static final long MOST_BYTES = PIECE;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Duration patience;
    private byte[] piece = new byte[FIRST_PIECE];
    private int length;
    private boolean begun;
    private boolean ended;

    /// Writes the response of a request. A client for which a single piece is enough learns the length first.
    public ResponseOutput(HttpServerRequest request, Duration patience) {
        this.request = request;
        this.response = request.response();
        this.patience = patience;
    }

    /// What it takes of the heap for so many bytes of content: it grows by doubling.
    public static long bytes(long content) {
        return Math.clamp(2 * content, FIRST_PIECE, PIECE);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int end = offset + count; offset < end; ) {
            if (length == PIECE) {
                sendPiece();
            }
            if (length == piece.length) {
                piece = Arrays.copyOf(piece, 2 * length);
            }
            int next = Math.min(end - offset, piece.length - length);
            System.arraycopy(bytes, offset, piece, length, next);
            length += next;
            offset += next;
        }
    }

    private void sendPiece() throws IOException {
        if (!begun) {
            begun = true;
            response.setChunked(true);
        }
        await(response.write(content()));
        length = 0;
    }

    /// Not a copy: the piece is filled again when this is on the socket.
    private Buffer content() {
        return BufferImpl.buffer(Unpooled.wrappedBuffer(piece, 0, length));
    }

    /// Ends the response, and returns when the client's side has all of it.
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        await(response.end(content()));
    }

    private void await(Future<Void> written) throws IOException {
        boolean sent = false;
        try {
            var _ = written.toCompletionStage().toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            sent = true;
        } catch (TimeoutException e) {
            Abort.request(request);
            throw new IOException("the client does not read", e);
        } catch (ExecutionException e) {
            throw new IOException("the client is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the hub stops", e);
        } finally {
            ended |= !sent;
        }
    }
}
