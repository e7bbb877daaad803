package io.tidings.server;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.Executor;

/// Bounds how many requests of an HTTP/2 connection one turn of its loop carries out: thousands of heads fit into one
/// read, and the others of the loop would wait for all of them. A client that keeps to the announced number of streams
/// never reaches the bound. Owned by the connection's loop.
final class Http2Heads {
    /// In one turn, which reads up to four times: a client may have had answers in between.
    private static final int MOST = 400;

    /// So many over the bound are no accident.
    private static final int MOST_REFUSED = 100;

    private final Executor loop;
    private int inThisTurn;
    private int refused;

    Http2Heads(Executor loop) {
        this.loop = loop;
    }

    /// Counts a head. Throws if the turn has had enough of them: for its stream, which the client may ask for again,
    /// or at last for the connection.
    void count(int stream) throws Http2Exception {
        if (inThisTurn++ == 0) {
            loop.execute(() -> inThisTurn = 0);
        }
        if (inThisTurn <= MOST) {
            return;
        }
        if (++refused > MOST_REFUSED) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "it sends too many requests at once");
        }
        throw Http2Exception.streamError(stream, Http2Error.REFUSED_STREAM, "too many requests came at once");
    }
}
