package io.tidings.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.ReferenceCountUtil;
import io.tidings.server.LingeringClose;
import io.tidings.server.RequestHeads;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.json.Json;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers a request that is not HTTP/1.1 as RFC 9112 has it with a problem, in its turn, and closes the connection.
/// Vert.x would answer without a body, or not at all where only the body is malformed; what is refused here never
/// reaches it. Owned by the connection's loop.
final class Guard extends ChannelDuplexHandler {
    /// In the pipeline. `Takeover` knows it too.
    static final String NAME = "tidings-guard";

    private final RequestHeads heads;
    private final Telemetry telemetry;

    /// Requests that were let through and whose responses have not ended.
    private int owed;

    /// True within the first response that is owed.
    private boolean begun;

    private boolean inBody;
    private boolean lastRequest;
    private @Nullable Refusal refusal;
    private boolean over;

    Guard(RequestHeads heads, Telemetry telemetry) {
        this.heads = heads;
        this.telemetry = telemetry;
    }

    /// Its turn has come when just as many responses are owed: none, or that to the request whose body is malformed.
    private record Refusal(Problem problem, boolean withBody, int turn) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refusal != null || over || (lastRequest && !inBody)) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            content.release();
            refuse(context, new Refusal(RequestFraming.brokenBody(), true, 1));
        } else {
            inBody &= !(message instanceof LastHttpContent);
            context.fireChannelRead(message);
            closeAfterTheLast(context);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        var fault = RequestFraming.faultOf(request).or(() -> faultOfSound(request));
        if (fault.isPresent()) {
            ReferenceCountUtil.release(request);
            refuse(context, new Refusal(fault.get(), !request.method().equals(HttpMethod.HEAD), 0));
            return;
        }
        ignoreUpgrade(request.headers());
        owed++;
        inBody = true;
        lastRequest = !HttpUtil.isKeepAlive(request);
        context.fireChannelRead(request);
    }

    /// Its target may become three times as long, so it counts after that.
    private Optional<Problem> faultOfSound(HttpRequest request) {
        request.setUri(RequestTarget.sound(request.uri()));
        return heads.answer(request) ? Optional.empty() : Optional.of(RequestFraming.unheard(heads.lacksRoom()));
    }

    /// An upgrade to HTTP/2 is obsolete (RFC 9113, 3.1), and Vert.x would take out all that counts and guards the
    /// connection. A server need not upgrade; its clients go on in HTTP/1.1 (RFC 9110, 7.8).
    private static void ignoreUpgrade(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, true)) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal refused) {
        refusal = refused;
        if (owed <= refused.turn()) {
            answer(context, refused);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        // Netty's encoder loses count of its buffers if a write fails at once and the writer answers with another one.
        if (over || !context.channel().isActive()) {
            ReferenceCountUtil.release(message);
            if (!promise.isVoid()) {
                promise.tryFailure(new ClosedChannelException());
            }
            return;
        }
        boolean interim = false;
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            begun |= !interim;
            lastRequest |= response.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        var _ = context.write(message, promise);
        if (message instanceof LastHttpContent && !interim) {
            begun = false;
            owed--;
            if (refusal != null && owed <= refusal.turn()) {
                answer(context, refusal);
            }
            closeAfterTheLast(context);
        }
    }

    /// Vert.x closes for a client that wants it, but not for an answer that says so.
    private void closeAfterTheLast(ChannelHandlerContext context) {
        if (lastRequest && owed == 0 && !inBody && !over && !context.isRemoved()) {
            over = true;
            var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> LingeringClose.begin(context));
        }
    }

    /// Says nothing where the request was answered before its body was seen to be malformed, or is being answered.
    private void answer(ChannelHandlerContext context, Refusal refused) {
        over = true;
        boolean answered = begun || (lastRequest && !inBody) || owed < refused.turn();
        boolean canAnswer = !answered && context.pipeline().get("httpEncoder") != null;
        if (canAnswer) {
            telemetry.refused(refused.problem().type());
        }
        // What was written before may wait to be flushed.
        var last = context.writeAndFlush(canAnswer ? response(refused) : Unpooled.EMPTY_BUFFER);
        var _ = last.addListener(_ -> LingeringClose.begin(context));
    }

    private static FullHttpResponse response(Refusal refused) {
        var body = refused.withBody() ? Json.encodeToBuffer(refused.problem()).getBytes() : new byte[0];
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refused.problem().status()),
                Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        refused.problem().headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }

    /// Before its first request Vert.x does not listen to the connection, and Netty would log that nobody does.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (context.pipeline().get("handler") == null) {
            var _ = context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
