package io.tidings.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Hands the requests of an HTTP/1 connection to Vert.x one at a time: the next one when the answer to the one before
/// is on the socket. Vert.x itself would queue them without a limit. Owned by the connection's loop.
final class OneRequest extends ChannelDuplexHandler {
    static final String NAME = "tidings-one-request";

    /// More than the bytes that the decoder gets at a time hold of any but the shortest requests.
    private static final int MOST_HELD = 256;

    private final Intake intake;
    private final ChannelHandlerContext intakeContext;
    private final Queue<Object> held = new ArrayDeque<>(2);
    private @Nullable ChannelHandlerContext context;
    private boolean inBody;
    private boolean answering;

    OneRequest(Intake intake, ChannelHandlerContext intakeContext) {
        this.intake = intake;
        this.intakeContext = intakeContext;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (takesMore()) {
            pass(context, message);
        } else if (held.size() < MOST_HELD) {
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
        return inBody || !answering;
    }

    boolean isInBody() {
        return inBody;
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            var _ = context.write(message, promise.unvoid().addListener(_ -> answered()));
        } else {
            var _ = context.write(message, promise);
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void answered() {
        answering = false;
        intake.goOn(intakeContext);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
