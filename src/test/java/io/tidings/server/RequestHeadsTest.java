package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The heads of requests count against the budget, and are limited.
class RequestHeadsTest extends IntakeFixture {
    @Test
    void manyHeadersCountUntilTheirRequestIsAnswered() {
        send("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200));
        assertTrue(budget.held() > 50_000, "held: " + budget.held());
        send("\r\n");
        assertTrue(budget.held() > 50_000, "held: " + budget.held());

        server.answer();

        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    /// The decoder calls a head that is cut off a broken request, and the end of its answer comes after that of the
    /// connection.
    @Test
    void anAnswerThatEndsAfterItsConnectionHoldsNothing() {
        send("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200));
        var intake = channel.pipeline().get(Intake.class);
        var context = channel.pipeline().context(intake);
        channel.close();
        channel.runPendingTasks();

        intake.goOn(context);
        intake.heads().forget();

        assertFalse(intake.heads().addUndecoded(100_000));
        assertEquals(0, budget.held());
    }

    /// A worker of Vert.x may be about to carry it out.
    @Test
    void aRequestThatIsCutOffCountsUntilTheQueueOfTheWorkersHasPassed() {
        long held = budget.held();
        var workers = new ArrayDeque<Runnable>();
        var cutOff = new EmbeddedChannel();
        connect(cutOff, budget, new Server(), new PipelinedRequests(cutOff.eventLoop()), workers::add);
        cutOff.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(200) + "\r\n", US_ASCII));
        long before = budget.held();
        cutOff.close();
        cutOff.runPendingTasks();
        assertEquals(before, budget.held());

        workers.forEach(Runnable::run);

        assertEquals(held, budget.held());
    }

    /// The share of heads is 4 %, and a client has a quarter of that.
    @Test
    void headsOfOneClientLeaveRoomForThoseOfOthers() {
        var shares = new ClientShares(new Budget(4_000_000));
        var greedy = new RequestHeads(shares.of("greedy"));
        greedy.begin();
        int lines = 0;
        for (; greedy.addLine(); lines++) {}
        assertTrue(lines < 200 && greedy.lacksRoom(), "lines: " + lines);

        var other = new RequestHeads(shares.of("other"));

        other.begin();
        assertTrue(IntStream.range(0, 100).allMatch(_ -> other.addLine()));
        greedy.leave().ifPresent(Hold::release);
        other.leave().ifPresent(Hold::release);
        assertEquals(0, shares.addresses());
    }

    @Test
    void halfAHeadKeepsNoLargeBuffer() {
        var half = Unpooled.buffer(16_384).writeBytes("GET / HTTP/1.1\r\nHost: a".getBytes(US_ASCII));

        channel.writeInbound(half);

        assertEquals(0, half.refCnt());
        send("\r\n\r\n");
        assertEquals(List.of("/"), server.requests);
        server.answer();
    }

    /// Half a line behind a chunk is not the end of the piece that has the chunk.
    @ParameterizedTest
    @ValueSource(strings = {"1", "\r", "0\r\na: "})
    void halfALineBehindAChunkKeepsNoLargeBuffer(String half) {
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        var text = "7d0\r\n" + "y".repeat(2_000) + "\r\n" + half;
        var read = Unpooled.buffer(16_384).writeBytes(text.getBytes(US_ASCII));

        channel.writeInbound(read);

        assertEquals(0, read.refCnt());
        assertEquals(2_000, server.body);
    }

    /// That of the trailers may be longer than what is copied of any read.
    @Test
    void halfATrailerKeepsNoLargeBuffer() {
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        var read = Unpooled.buffer(16_384).writeBytes(("0\r\na: " + "x".repeat(5_000)).getBytes(US_ASCII));

        channel.writeInbound(read);

        assertEquals(0, read.refCnt());
    }

    @Test
    void whatOthersWillParseCountsUntilItsRequestIsAnswered() {
        send("GET /?" + "a&".repeat(300) + " HTTP/1.1\r\nCookie: " + "a=b;".repeat(300) + "\r\n\r\n");
        assertTrue(budget.held() > 600 * 100, "held: " + budget.held());

        server.answer();

        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    /// Vert.x keeps a request until its body has ended too.
    @Test
    void aHeadCountsUntilTheBodyOfItsAnsweredRequestEnds() {
        server.answersHeads = true;
        send("GET /?" + "a&".repeat(300) + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertTrue(budget.held() > 300 * 100, "held: " + budget.held());
        send("1\r\nx\r\n");
        assertTrue(budget.held() > 300 * 100, "held: " + budget.held());

        send("0\r\n\r\n");

        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    /// Its target stays, in several copies.
    @Test
    void whatIsLeftOfADroppedHeadCountsUntilItsBodyEnds() {
        send("GET /?" + "a&".repeat(300) + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        var heads = channel.pipeline().get(Intake.class).heads();

        heads.shrink(10_000);
        assertEquals(Arrival.CONNECTION_BYTES + 10_000, budget.held());
        heads.shrink(20_000);
        assertEquals(Arrival.CONNECTION_BYTES + 10_000, budget.held());

        server.answer(HttpResponseStatus.OK);
        assertEquals(Arrival.CONNECTION_BYTES + 10_000, budget.held());
        send("0\r\n\r\n");
        assertEquals(Arrival.CONNECTION_BYTES, budget.held());
    }

    @ParameterizedTest
    @CsvSource({"100, false", "101, true"})
    void preferencesAreLimited(int commas, boolean tooMuch) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/a?" + ",".repeat(200));
        request.headers().add("Accept", "*" + ",*".repeat(commas)).add("Baggage", "a=b,".repeat(180));
        var sameOfHttp2 = new DefaultHttp2Headers()
                .path(request.uri())
                .add("accept", request.headers().get("Accept"));

        assertEquals(tooMuch, HeadWeight.of(request).isTooMuch());
        assertEquals(tooMuch, HeadWeight.of(sameOfHttp2).isTooMuch());
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
        var full = new Budget(1_000_000);
        var heads = full.tryHold(Use.HEADS, 1_000_000);
        var crowded = new EmbeddedChannel();
        var crowdedServer = new Server();
        crowdedServer.answersAtOnce = true;
        connect(crowded, full, crowdedServer);

        crowded.writeInbound(Unpooled.copiedBuffer("GET /1 HTTP/1.1\r\n\r\n", US_ASCII));
        assertTrue(crowded.isOpen());
        crowded.writeInbound(Unpooled.copiedBuffer("GET /" + "x".repeat(10_000), US_ASCII));

        assertFalse(crowded.isOpen());
        assertEquals("/1", crowdedServer.requests.getFirst());
        heads.release();
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
    void emptyLinesBehindARequestAreNoHeaders() {
        send("GET /1 HTTP/1.1\r\n\r\n" + "\r\n".repeat(20_000));
        server.answer();

        send("GET /2 HTTP/1.1\r\n\r\n");

        assertEquals(List.of("/1", "/2"), server.requests);
    }

    @Test
    void smallChunksAreJoined() {
        send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_000) + "0\r\n\r\n");

        assertEquals(List.of(2_000), server.bodies);
        assertTrue(server.pieces < 50, "pieces: " + server.pieces);
    }
}
