package io.tidings.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hands the requests of an HTTP/1 connection to Vert.x one at a time: the next one when the answer to the one before
/// is on the socket. Vert.x itself would queue them without a limit. Owned by the connection's loop.
final class OneRequest extends ChannelDuplexHandler {
    static final String NAME = "tidings-one-request";

    /// More than the bytes that the decoder gets at a time hold of any but the shortest requests.
    private static final int MAX_HELD = 256;

    private final Intake intake;
    private final ChannelHandlerContext intakeContext;
    private final Duration patience;
    private final Queue<Object> held = new ArrayDeque<>(2);
    private final SmallChunks smallChunks = new SmallChunks();
    private @Nullable ChannelHandlerContext context;
    private boolean inBody;
    private boolean answering;
    private @Nullable ChannelFuture end;
    private long untaken;
    private @Nullable ScheduledFuture<?> check;

    OneRequest(Intake intake, ChannelHandlerContext intakeContext, Duration patience) {
        this.patience = patience;
        this.intake = intake;
        this.intakeContext = intakeContext;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        intake.decoded(message);
        if (!smallChunks.take(message, context.alloc())) {
            passSmallChunks();
            accept(context, message);
        }
    }

    /// Passes on what was held back of a body to be joined with more of it.
    void passSmallChunks() {
        var joined = smallChunks.poll();
        if (context != null && joined != null) {
            accept(context, joined);
        }
    }

    private void accept(ChannelHandlerContext context, Object message) {
        if (takesMore()) {
            pass(context, message);
        } else if (held.size() < MAX_HELD) {
            held.add(message);
        } else {
            ReferenceCountUtil.release(message);
            var _ = context.close();
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            inBody = true;
            answering = true;
            intake.began();
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
            intake.completed();
        }
        context.fireChannelRead(message);
    }

    /// Passes a message that was held, if it is its turn.
    boolean passHeld() {
        if (context == null || held.isEmpty() || !isItsTurn()) {
            return false;
        }
        pass(context, held.remove());
        return true;
    }

    /// True if the next message will be passed on.
    boolean takesMore() {
        return held.isEmpty() && isItsTurn();
    }

    private boolean isItsTurn() {
        return isReady() && (inBody || intake.hasTurn());
    }

    /// True if no answer has to be sent before the next message is passed on.
    boolean isReady() {
        return inBody || !answering;
    }

    /// True if nothing waits either.
    boolean isIdle() {
        return held.isEmpty() && isReady();
    }

    /// True if the last request has arrived, to the end of its body, and its answer is on the socket.
    boolean isOver() {
        return !inBody && !answering;
    }

    boolean isInBody() {
        return inBody;
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    /// Throws away the requests that wait behind the one that is being answered.
    void dropHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        smallChunks.release();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && !isInterim(message);
        var _ = context.write(message, promise);
        if (last) {
            // Nothing, behind the answer: it is sent when all of the answer is.
            end = intakeContext.write(Unpooled.EMPTY_BUFFER).addListener(_ -> sent());
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// What the socket does not take at once is watched: a client must take some of it in the time of the patience.
    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (end != null && !end.isDone() && untaken == 0) {
            watch(context);
        }
    }

    private void watch(ChannelHandlerContext context) {
        untaken = Untaken.bytes(context.channel());
        if (untaken > 0) {
            check = context.executor().schedule(() -> check(context), patience.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void check(ChannelHandlerContext context) {
        long before = untaken;
        untaken = 0;
        if (context.isRemoved() || end == null || end.isDone()) {
            return;
        }
        watch(context);
        if (untaken >= before) {
            var _ = context.close();
        }
    }

    /// Vert.x may not have returned from the write of the answer. It would carry out a request that comes before that
    /// within the write, and the next one within that, until the stack has no room left.
    private void sent() {
        if (intake.isFeeding()) {
            answered();
        } else {
            intakeContext.executor().execute(this::answered);
        }
    }

    private void answered() {
        answering = false;
        intake.goOn(intakeContext);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        dropHeld();
        if (check != null) {
            check.cancel(false);
        }
    }
}
