package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tidings.memory.Budget;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection as its server sees it, with a server that answers when the test says so, or at once.
class IntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Budget budget = new Budget(10_000_000);
    private final Server server = new Server();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    IntakeTest() {
        channel.freezeTime();
        connect(channel, budget, server);
    }

    private static void connect(EmbeddedChannel channel, Budget budget, Server server) {
        channel.pipeline()
                .addLast(Arrival.NAME, new Arrival(budget, PATIENCE))
                .addLast("httpDecoder", new LateDecoder())
                .addLast("httpEncoder", new HttpResponseEncoder())
                .addLast("handler", server);
    }

    @AfterEach
    void everythingIsGivenBack() {
        channel.finishAndReleaseAll();
        assertEquals(0, budget.held());
    }

    @Test
    void aRequestWaitsUntilTheAnswerToTheOneBeforeIsOnTheSocket() {
        send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");
        assertEquals(List.of("/1"), server.requests);
        assertFalse(channel.config().isAutoRead());

        server.answer();
        assertEquals(List.of("/1", "/2"), server.requests);
        server.answer();

        assertEquals(List.of("/1", "/2", "/3"), server.requests);
        assertTrue(channel.config().isAutoRead());
    }

    @Test
    void oneRequestAfterTheOtherIsNotHeldUp() {
        for (int i = 0; i < 3; i++) {
            send("GET /" + i + " HTTP/1.1\r\n\r\n");
            server.answer();
        }

        assertEquals(List.of("/0", "/1", "/2"), server.requests);
        assertTrue(channel.config().isAutoRead());
    }

    @Test
    void aRequestThatWaitedIsForgottenWhenItsConnectionIsClosed() {
        send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
        server.answerWithoutFlush();

        channel.close();

        assertEquals(List.of("/1"), server.requests);
    }

    @Test
    void anInterimResponseIsNoAnswer() {
        send("POST /1 HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
        server.answer(HttpResponseStatus.CONTINUE);
        send("xGET /2 HTTP/1.1\r\n\r\n");

        assertEquals(List.of("/1"), server.requests);
        server.answer();
        assertEquals(List.of("/1", "/2"), server.requests);
    }

    @Test
    void manyRequestsThatAreAnsweredAtOnceNeedNoStack() {
        server.answersAtOnce = true;

        send("GET /x HTTP/1.1\r\n\r\n".repeat(100_000));

        assertEquals(100_000, server.requests.size());
    }

    @Test
    void aClientThatReadsNothingCostsOneReadAndNoMore() {
        var requests = "GET /x HTTP/1.1\r\n\r\n".repeat(2_000);
        send(requests);

        assertEquals(List.of("/x"), server.requests);
        assertTrue(budget.held() < 5 * requests.length(), () -> "held: " + budget.held());
    }

    /// However the bytes are cut, the same requests come, each with its body, and each after the answer to the last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theCutOfTheBytesMakesNoDifference(long seed) {
        var random = new Random(seed);
        var bodies =
                IntStream.range(0, 100).map(_ -> random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(20));
        var lengths = bodies.boxed().toList();
        var text = new StringBuilder();
        lengths.forEach(length -> text.append("POST /")
                .append(length)
                .append(" HTTP/1.1\r\nContent-Length: ")
                .append(length)
                .append("\r\n\r\n")
                .append("x".repeat(length)));
        server.answersAtOnce = random.nextBoolean();

        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + 1 + random.nextInt(random.nextBoolean() ? 10 : 30_000));
            send(text.substring(start, end));
            start = end;
            if (random.nextBoolean()) {
                server.answerAll();
            }
        }
        for (int i = 0; i < 100; i++) {
            server.answerAll();
        }

        assertEquals(lengths.stream().map(length -> "/" + length).toList(), server.requests);
        assertEquals(lengths, server.bodies);
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() {
        pass(PATIENCE);

        assertFalse(channel.isOpen());
    }

    @Test
    void aHeadThatDoesNotArriveIsNotWaitedFor() {
        send("GET / HTT");
        for (int i = 0; i < 40 && channel.isOpen(); i++) {
            pass(Duration.ofSeconds(1));
            if (channel.isOpen()) {
                send("P");
            }
        }

        assertFalse(channel.isOpen());
    }

    @Test
    void aBodyThatDoesNotArriveIsNotWaitedFor() {
        send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(90_000));
        pass(PATIENCE);
        assertTrue(channel.isOpen());

        pass(PATIENCE);

        assertFalse(channel.isOpen());
    }

    @Test
    void aSlowBodyThatArrivesIsWaitedFor() {
        send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1));
            send("x".repeat(1_000));
        }
        assertEquals(List.of(100_000), server.bodies);

        pass(Duration.ofHours(1));

        assertTrue(channel.isOpen(), "the hub owes an answer, the client nothing");
    }

    @Test
    void manyHeadersCountUntilTheirRequestIsAnswered() {
        send("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200));
        assertTrue(budget.held() > 50_000, "held: " + budget.held());
        send("\r\n");
        assertTrue(budget.held() > 50_000, "held: " + budget.held());

        server.answer();

        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    @Test
    void whatOthersWillParseCountsUntilItsRequestIsAnswered() {
        send("GET /?" + "a&".repeat(300) + " HTTP/1.1\r\nCookie: " + "a=b;".repeat(300) + "\r\n\r\n");
        assertTrue(budget.held() > 600 * 100, "held: " + budget.held());

        server.answer();

        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    @Test
    void aHeadWithoutAnEndIsNotReadOn() {
        send("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(4_000));
        send("a:\r\n".repeat(4_000));

        assertEquals(1, server.invalid);
        assertTrue(budget.held() < 150_000, "held: " + budget.held());
    }

    @Test
    void theHeadBehindABodyIsNotReadOnEither() {
        send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
        send("xGET / HTTP/1.1\r\n" + "a:\r\n".repeat(2_000));
        server.answer();

        assertEquals(1, server.invalid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET / HTTP/1.1\r\nHost: ",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\na: "
            })
    void aLineWithoutAnEndCounts(String beginning) {
        send(beginning + "x".repeat(3_900));

        long held = budget.held();
        assertTrue(held > Arrival.CONNECTION_BYTES + 5_500, "held: " + held);
    }

    @Test
    void connectionsWithLinesForWhichThereIsNoMemoryAreClosed() {
        var full = new Budget(Arrival.CONNECTION_BYTES * 100 / 15);
        var crowded = new EmbeddedChannel();
        connect(crowded, full, new Server());

        crowded.writeInbound(Unpooled.copiedBuffer("GET /" + "x".repeat(10_000), US_ASCII));

        assertFalse(crowded.isOpen());
        assertEquals(0, full.held());
    }

    @Test
    void trailersAreNotKept() {
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        for (int i = 0; i < 40; i++) {
            send("a: b\r\n".repeat(50));
        }
        assertTrue(budget.held() <= Arrival.CONNECTION_BYTES + 30_000, "held: " + budget.held());
        send("\r\n");
        server.answer();

        assertEquals(List.of(0), server.bodies);
        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    @Test
    void smallChunksAreJoined() {
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_000) + "0\r\n\r\n");

        assertEquals(List.of(2_000), server.bodies);
        assertTrue(server.pieces < 50, "pieces: " + server.pieces);
    }

    @Test
    void nothingIsKeptBehindAnAnswerWithoutAnEnd() {
        send("GET /stream HTTP/1.1\r\na: b\r\n\r\n" + "GET /2 HTTP/1.1\r\n".repeat(500));
        listenNoMore();
        for (int i = 0; i < 100; i++) {
            send("GET /more HTTP/1.1\r\n\r\n".repeat(100));
        }
        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
        assertTrue(channel.config().isAutoRead());

        server.answer();
        channel.advanceTimeBy(3, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertEquals(List.of("/stream"), server.requests);
        assertFalse(channel.isOpen());
    }

    @Test
    void aConnectionGoesOnAfterAnAnswerWithoutAnEndThatEndedAllTheSame() {
        send("GET /stream HTTP/1.1\r\n\r\n");
        listenNoMore();
        server.answer();
        send("GET /2 HTTP/1.1\r\n\r\n");

        assertEquals(List.of("/stream", "/2"), server.requests);
    }

    private void listenNoMore() {
        channel.pipeline().get(Intake.class).listenNoMore(channel.pipeline().context(Intake.class));
    }

    @Test
    void emptyLinesBehindARequestAreNoHeaders() {
        send("GET /1 HTTP/1.1\r\n\r\n" + "\r\n".repeat(20_000));
        server.answer();

        send("GET /2 HTTP/1.1\r\n\r\n");

        assertEquals(List.of("/1", "/2"), server.requests);
    }

    /// Each is counted once, from its arrival to its end, whatever came of the others.
    @Test
    void connectionsThatMeetAFullBudgetGiveBackNoMoreThanTheyTook() {
        var full = new Budget(20_000);
        var first = new EmbeddedChannel();
        first.pipeline().addLast(Arrival.NAME, new Arrival(full, PATIENCE));
        first.writeInbound(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        assertEquals(Arrival.CONNECTION_BYTES, full.held());

        first.finishAndReleaseAll();

        assertEquals(0, full.held());
    }

    @Test
    void aConnectionForWhichThereIsNoMemoryIsClosedAtOnce() {
        var full = new Budget(20_000);
        var first = new EmbeddedChannel(new Arrival(full, PATIENCE));

        var second = new EmbeddedChannel(new Arrival(full, PATIENCE));

        assertTrue(first.isOpen());
        assertFalse(second.isOpen());
        first.close();
        assertEquals(0, full.held());
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }

    /// Becomes the decoder when the first bytes come, as in a connection of the server.
    private static final class LateDecoder extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            var decoder = new StrictDecoder(new HttpServerOptions(), RequestHeads.of(context.pipeline()));
            context.pipeline().replace(this, "httpDecoder", decoder);
            decoder.channelRead(context.pipeline().context(decoder), message);
        }
    }

    /// Counts what reaches it.
    private static final class Server extends ChannelInboundHandlerAdapter {
        private final List<String> requests = new ArrayList<>();
        private final List<Integer> bodies = new ArrayList<>();
        private ChannelHandlerContext context;
        private boolean answersAtOnce;
        private int body;
        private int pieces;
        private int invalid;
        private int owed;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                RequestHeads.of(context.pipeline()).answer(request);
                invalid += request.decoderResult().isFailure() ? 1 : 0;
                requests.add(request.uri());
                body = 0;
            }
            if (message instanceof HttpContent content) {
                body += content.content().readableBytes();
                pieces++;
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
