package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tidings.memory.Budget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests reach the server one at a time, and what waits is bounded.
class IntakeTest extends IntakeFixture {
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

    /// A read for each request would bring more than the request has taken.
    @Test
    void nothingIsReadWhileRequestsWait() {
        var reads = new AtomicInteger();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void read(ChannelHandlerContext context) {
                reads.incrementAndGet();
                context.read();
            }
        });
        send("GET /x HTTP/1.1\r\n\r\n".repeat(2_000));
        for (int i = 0; i < 1_998; i++) {
            server.answer();
            assertEquals(0, reads.get());
        }

        server.answerAll();
        assertTrue(channel.config().isAutoRead());
        assertEquals(2_000, server.requests.size());
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

    /// Lines of a body may begin with white space, and those of a head may not.
    @ParameterizedTest
    @ValueSource(ints = {1, 900, 1_000, 2_000})
    void aBodyIsWhatWasSentWhereverTheBytesAreCut(int padding) {
        server.answersAtOnce = true;
        var body = "\n a\n\tb\r\n\r\n c\n";
        var head = "POST / HTTP/1.1\r\na: " + "b".repeat(padding) + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        int requests = 0;
        for (int cut = 1; cut < head.length() + body.length(); cut++, requests++) {
            sendInTwo(head + body, cut);
        }

        assertEquals(0, server.invalid);
        assertEquals(body.repeat(requests), server.text.toString());
    }

    private void sendInTwo(String text, int cut) {
        send(text.substring(0, cut));
        send(text.substring(cut));
    }

    /// Vert.x stops a channel when it has eight pieces of a body that nobody takes, whether or not it is being read.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20})
    void nothingIsPassedOnOfABodyThatNobodyTakes(int taken) {
        server.stopsAfter = taken;
        var chunks = "1\r\nx\r\n".repeat(2_000);
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        send(chunks);
        channel.runPendingTasks();
        int pieces = server.pieces;
        int passed = server.body;
        assertTrue(pieces <= taken + 1, "pieces: " + pieces);
        assertTrue(budget.held() > Arrival.CONNECTION_BYTES + chunks.length() - 6 * passed);

        server.stopsAfter = Integer.MAX_VALUE;
        channel.config().setAutoRead(true);
        channel.runPendingTasks();
        send("0\r\n\r\n");
        channel.runPendingTasks();

        assertEquals(List.of(2_000), server.bodies);
        assertTrue(channel.config().isAutoRead());
        server.answer();
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

    /// Its client is not asked for the rest: a part may have been thrown away.
    @Test
    void aConnectionWhoseBodyGoesOnAfterAnAnswerWithoutAnEndIsClosed() {
        send("GET /stream?" + "a".repeat(9_000) + " HTTP/1.1\r\nContent-Length: 1\r\n\r\n");
        listenNoMore();
        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
        server.answer(HttpResponseStatus.OK);
        channel.advanceTimeBy(3, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertFalse(channel.isOpen());
    }

    private void listenNoMore() {
        channel.pipeline().get(Intake.class).listenNoMore(channel.pipeline().context(Intake.class));
    }

    /// Each is counted once, from its arrival to its end, whatever came of the others.
    @Test
    void connectionsThatMeetAFullBudgetGiveBackNoMoreThanTheyTook() {
        var full = new Budget(20_000);
        var first = new EmbeddedChannel();
        first.pipeline().addLast(Arrival.NAME, arrival(full, new PipelinedRequests(Runnable::run)));
        first.writeInbound(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        assertEquals(Arrival.CONNECTION_BYTES, full.held());

        first.finishAndReleaseAll();

        assertEquals(0, full.held());
    }

    @Test
    void aConnectionForWhichThereIsNoMemoryIsClosedAtOnce() {
        var full = new Budget(20_000);
        var first = new EmbeddedChannel(arrival(full, new PipelinedRequests(Runnable::run)));

        var second = new EmbeddedChannel(arrival(full, new PipelinedRequests(Runnable::run)));

        assertTrue(first.isOpen());
        assertFalse(second.isOpen());
        first.close();
        assertEquals(0, full.held());
    }

    /// The decoder then says that the request is broken, and that is answered after all else is over.
    @Test
    void aHeadThatIsCutOffHoldsNothing() {
        server.answersAtOnce = true;
        send("GET /x HTTP/1.1\r\n" + "X: aaaaaaaaaa\r\n".repeat(200));
        assertTrue(budget.held() > 0);

        channel.close();
        channel.runPendingTasks();

        assertEquals(0, budget.held());
    }
}
