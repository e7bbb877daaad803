package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/// A connection as its server sees it, with a server that answers when the test says so, or at once.
abstract class IntakeFixture {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    final Budget budget = new Budget(10_000_000);
    final Server server = new Server();
    final EmbeddedChannel channel = new EmbeddedChannel();

    IntakeFixture() {
        channel.freezeTime();
        connect(channel, budget, server);
    }

    static void connect(EmbeddedChannel channel, Budget budget, Server server) {
        connect(channel, budget, server, new PipelinedRequests(channel.eventLoop()));
    }

    /// A connection of an event loop that has others too.
    static void connect(EmbeddedChannel channel, Budget budget, Server server, PipelinedRequests pipelined) {
        connect(channel, budget, server, pipelined, Runnable::run);
    }

    /// A connection of a server that has these workers.
    static void connect(
            EmbeddedChannel channel, Budget budget, Server server, PipelinedRequests pipelined, Executor workers) {
        channel.pipeline()
                .addLast(Arrival.NAME, arrival(budget, pipelined, workers))
                .addLast("httpDecoder", new LateDecoder())
                .addLast("httpEncoder", new HttpResponseEncoder())
                .addLast("handler", server);
    }

    static Arrival arrival(Budget budget, PipelinedRequests pipelined) {
        return arrival(budget, pipelined, Runnable::run);
    }

    private static Arrival arrival(Budget budget, PipelinedRequests pipelined, Executor workers) {
        return new Arrival(new ServerTerms(budget, new ClientShares(budget), PATIENCE, workers, _ -> pipelined));
    }

    @AfterEach
    void everythingIsGivenBack() {
        channel.finishAndReleaseAll();
        assertEquals(0, budget.held());
    }

    void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }

    /// Becomes the decoder when the first bytes come, as in a connection of the server.
    static final class LateDecoder extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            var decoder = new StrictDecoder(new HttpServerOptions(), RequestHeads.of(context.pipeline()));
            context.pipeline().replace(this, "httpDecoder", decoder);
            decoder.channelRead(context.pipeline().context(decoder), message);
        }
    }

    /// Counts what reaches it.
    static final class Server extends ChannelInboundHandlerAdapter {
        final List<String> requests = new ArrayList<>();
        final List<Integer> bodies = new ArrayList<>();
        ChannelHandlerContext context;
        boolean answersAtOnce;
        boolean answersHeads;
        final StringBuilder text = new StringBuilder();
        int stopsAfter = Integer.MAX_VALUE;
        int body;
        int pieces;
        int invalid;
        int owed;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
                invalid++;
            }
            if (message instanceof HttpRequest request) {
                RequestHeads.of(context.pipeline()).answer(request);
                requests.add(request.uri());
                body = 0;
                if (answersHeads) {
                    answer(HttpResponseStatus.NOT_FOUND);
                }
            }
            if (message instanceof HttpContent content) {
                body += content.content().readableBytes();
                text.append(content.content().toString(StandardCharsets.ISO_8859_1));
                pieces++;
                if (pieces == stopsAfter) {
                    context.channel().config().setAutoRead(false);
                }
            }
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent) {
                bodies.add(body);
                owed++;
                if (answersAtOnce) {
                    answer();
                }
            }
        }

        void answerAll() {
            while (owed > 0) {
                answer();
            }
        }

        void answer() {
            owed--;
            answer(HttpResponseStatus.OK);
        }

        void answerWithoutFlush() {
            context.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        }

        void answer(HttpResponseStatus status) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
        }
    }
}
