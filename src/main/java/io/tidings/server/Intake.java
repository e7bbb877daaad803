package io.tidings.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.tidings.memory.ClientShare;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import org.jspecify.annotations.Nullable;

/// Feeds the bytes of an HTTP/1 connection to the decoder, no further than the request that is being
/// answered: the rest waits, and nothing more is read, until that answer is on the socket and its turn
/// among [PipelinedRequests] has come. So a client that sends requests and reads no answers costs one
/// request and one read. HTTP/2 has its own limits and passes. Owned by the connection's loop.
final class Intake extends ChannelDuplexHandler {
    static final String NAME = "tidings-intake";

    /// Enough to tell HTTP/1 from HTTP/2, too little for a request.
    private static final int FIRST = 4;

    /// So few bytes that even the shortest requests in them take little, if the end of the first is not
    /// found.
    private static final int HEAD = 1024;

    private final ServerTerms terms;
    private final ClientShare share;
    private final ReadStops reads;
    private final RequestClock clock;
    private final ParkedBytes waiting;
    private final DecodingTurn turn = new DecodingTurn();
    private @Nullable OneRequest requests;
    private final RequestHeads heads;
    private boolean decoded;
    private Mode mode = Mode.REQUESTS;
    private boolean overrun;
    private boolean reading;
    private boolean feeding;
    private boolean hadRequest;
    private boolean inQueue;

    /// What becomes of the bytes that arrive.
    private enum Mode {
        /// They wait, and are passed on one request at a time.
        REQUESTS,
        /// The answer that has begun ends when the client likes: they are thrown away until then.
        ENDLESS_ANSWER,
        /// The last answer of the connection is written: they are thrown away.
        LAST_ANSWER,
        /// They are passed on as they are.
        OTHER_PROTOCOL
    }

    /// Of a connection of a client that has this share.
    Intake(ServerTerms terms, ClientShare share, ReadStops reads) {
        this.terms = terms;
        this.share = share;
        this.reads = reads;
        this.clock = new RequestClock(terms.patience());
        this.heads = new RequestHeads(share);
        this.waiting = new ParkedBytes(share, reads);
    }

    RequestHeads heads() {
        return heads;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        clock.start(context);
        findDecoder(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (mode == Mode.OTHER_PROTOCOL || !(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        if (mode == Mode.ENDLESS_ANSWER) {
            bytes.release();
            overrun = true;
            return;
        }
        reading = true;
        waiting.add(bytes);
        if (!inQueue) {
            feed(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        context.fireChannelReadComplete();
        clock.watch(context);
    }

    /// The decoder asks for more when it has made nothing of what it got. While anything waits, it gets that, and the
    /// socket is not read.
    @Override
    public void read(ChannelHandlerContext context) {
        if (!waiting.isParked() || mode != Mode.REQUESTS) {
            context.read();
        } else {
            reads.onRead();
            queueIfReady(context);
        }
    }

    /// Called when the answer to a request is on the socket, or the connection is over. Vert.x waits for ever for the
    /// end of a request that it gets after that.
    void goOn(ChannelHandlerContext context) {
        if (context.isRemoved() || !context.channel().isOpen()) {
            return;
        }
        forgetHead();
        if (mode == Mode.ENDLESS_ANSWER) {
            mode = Mode.REQUESTS;
            // A part of the body may have been thrown away.
            overrun |= requests != null && requests.isInBody();
        }
        if (overrun) {
            LingeringClose.begin(context);
            return;
        }
        if (heads.isLarge()) {
            clock.expectEnd(context);
        }
        queueIfReady(context);
        awaitNext(context);
    }

    /// Vert.x keeps a request until it has arrived, to the end of its body, and is answered.
    private void forgetHead() {
        if (requests != null && requests.isOver()) {
            heads.forget();
        }
    }

    private void awaitNext(ChannelHandlerContext context) {
        boolean idle = !inQueue && requests != null && requests.isIdle();
        if (idle && !context.isRemoved() && mode == Mode.REQUESTS) {
            clock.awaitNext(context);
        }
    }

    /// The answer that has begun ends when the client likes: until then nothing is kept for another, and what is left
    /// of the head counts with the answer.
    void listenNoMore(ChannelHandlerContext context) {
        if (mode == Mode.OTHER_PROTOCOL) {
            return;
        }
        mode = Mode.ENDLESS_ANSWER;
        heads.forget();
        overrun = holdsAny();
        if (requests != null) {
            requests.dropHeld();
        }
        waiting.releaseAll();
        waiting.unpark();
    }

    /// The decoder has made a message of what it had.
    void decoded(Object message) {
        decoded = true;
        turn.decoded();
        heads.decoded(message);
    }

    /// A request is passed on; the next one has to wait for another turn.
    void began() {
        hadRequest = true;
    }

    /// A request has arrived as a whole.
    void completed() {
        clock.reset();
        forgetHead();
    }

    /// The last answer of the connection is written: what its client still sends does not count.
    void discard() {
        if (mode != Mode.OTHER_PROTOCOL) {
            mode = Mode.LAST_ANSWER;
        }
        clock.reset();
    }

    /// Passes on one request at most, and no more of its body than the others of the loop can wait for.
    private void feed(ChannelHandlerContext context) {
        if (feeding) {
            return;
        }
        feeding = true;
        hadRequest = false;
        reads.beginToPass();
        turn.begin();
        boolean passed = false;
        while (!context.isRemoved() && hasTime() && pass(context)) {
            passed = true;
        }
        if (requests != null) {
            requests.passSmallChunks();
        }
        // Vert.x flushes what it has written when a read is complete.
        if (passed && !reading && !context.isRemoved()) {
            context.fireChannelReadComplete();
        }
        feeding = false;
        hadRequest = false;
        if (mode == Mode.LAST_ANSWER) {
            waiting.releaseAll();
        }
        if (context.isRemoved()) {
            return;
        }
        renewDecoder(context);
        reads.endToPass();
        park(context);
        queueIfReady(context);
    }

    private static void renewDecoder(ChannelHandlerContext context) {
        if (context.pipeline().get(StrictDecoder.NAME) instanceof StrictDecoder decoder) {
            decoder.renew(context.pipeline());
        }
    }

    /// Until the decoder is known, there are a few bytes at most.
    private boolean hasTime() {
        return requests == null || !turn.isOver();
    }

    /// The next request is there, and the answer to the one before it is sent.
    private void queueIfReady(ChannelHandlerContext context) {
        boolean ready = holdsAny() && requests != null && requests.isReady() && isWanted();
        if (ready && !feeding && !inQueue && mode == Mode.REQUESTS) {
            inQueue = true;
            terms.pipelined().apply(context.executor()).add(context);
        }
    }

    /// Called by the queue. Others may have closed the connection, or begun a stream on it.
    void takeTurn(ChannelHandlerContext context) {
        inQueue = false;
        if (!context.isRemoved() && mode != Mode.ENDLESS_ANSWER) {
            feed(context);
            awaitNext(context);
        }
    }

    /// True while it passes on what has arrived, as far as it may.
    boolean isFeeding() {
        return feeding;
    }

    /// True if a request may be passed on in this turn.
    boolean hasTurn() {
        return !hadRequest;
    }

    /// False if there is nothing to pass, or not yet.
    private boolean pass(ChannelHandlerContext context) {
        if (mode == Mode.LAST_ANSWER) {
            return false;
        }
        if (requests != null && requests.passHeld()) {
            return true;
        }
        var bytes = waiting.peek();
        if (bytes == null || (requests != null && !requests.takesMore()) || !isWanted()) {
            return false;
        }
        int size = size(bytes);
        clock.received(size);
        decoded = false;
        turn.beginPiece();
        context.fireChannelRead(waiting.next(size));
        if (requests == null && !context.isRemoved()) {
            findDecoder(context);
        }
        if (!decoded && mode != Mode.OTHER_PROTOCOL && !context.isRemoved() && !heads.addUndecoded(size)) {
            var _ = context.close();
        }
        return true;
    }

    /// False while Vert.x wants no more of the body that is being passed on.
    private boolean isWanted() {
        return requests == null || !requests.isInBody() || reads.isWanted();
    }

    private int size(ByteBuf bytes) {
        if (requests != null && !requests.isInBody()) {
            return HeadEnd.length(bytes, HEAD, heads.isInHead());
        }
        return requests == null ? Math.min(FIRST, bytes.readableBytes()) : BodyPiece.length(bytes);
    }

    private void findDecoder(ChannelHandlerContext context) {
        var pipeline = context.pipeline();
        if (pipeline.get(StrictDecoder.NAME) != null) {
            requests = new OneRequest(this, context, terms.patience());
            pipeline.addAfter("httpEncoder", OneRequest.NAME, requests);
        } else if (pipeline.get(Http2ConnectionHandler.class) != null) {
            mode = Mode.OTHER_PROTOCOL;
            Http2Streams.watch(context, terms);
            pipeline.addAfter(NAME, Backpressure.OF_HTTP2, new Backpressure(share, reads, terms.patience()));
            pipeline.addAfter(NAME, Http2Resets.NAME, new Http2Resets());
            clock.reset();
            while (!waiting.isEmpty()) {
                context.fireChannelRead(waiting.next(Integer.MAX_VALUE));
            }
        }
    }

    /// Reads no more while anything waits. Between two requests of it nothing is read either: what
    /// arrives would gather faster than it is carried out.
    private void park(ChannelHandlerContext context) {
        if (mode == Mode.REQUESTS && holdsAny()) {
            waiting.park(context);
        } else {
            waiting.unpark();
        }
    }

    private boolean holdsAny() {
        return !waiting.isEmpty() || (requests != null && requests.holdsAny());
    }

    /// The connection is over, or a stream has taken it and listens to nothing that its client sends.
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        clock.stop();
        waiting.close();
        var head = heads.leave();
        Runnable giveBack = () -> {
            head.ifPresent(Hold::release);
            terms.budget().give(Use.CONNECTIONS, Arrival.CONNECTION_BYTES);
        };
        boolean isCutOff =
                requests != null && !requests.isOver() && !context.channel().isOpen();
        if (isCutOff) {
            terms.afterQueuedTasks(context.executor(), giveBack);
        } else {
            giveBack.run();
        }
    }
}
