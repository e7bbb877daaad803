package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tidings.memory.Budget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Connections of one event loop whose clients send hundreds of requests in one write, and what others
/// of the loop wait for. Its tasks are counted, and its time is not.
class PipelinedRequestsTurnTest {
    private static final int FLOOD = 20;
    private static final int REQUESTS = 400;
    private final Budget budget = new Budget(100_000_000);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PipelinedRequests pipelined = new PipelinedRequests(tasks::add);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    private IntakeFixture.Server connect() {
        var channel = new EmbeddedChannel();
        channels.add(channel);
        var server = new IntakeFixture.Server();
        server.answersAtOnce = true;
        IntakeFixture.connect(channel, budget, server, pipelined);
        return server;
    }

    private static void send(IntakeFixture.Server server, int requests) {
        var text = "GET /x HTTP/1.1\r\n\r\n".repeat(requests);
        ((EmbeddedChannel) server.context.channel())
                .writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private List<IntakeFixture.Server> flood() {
        var flood = Collections.nCopies(FLOOD, 0).stream().map(_ -> connect()).toList();
        flood.forEach(one -> send(one, REQUESTS));
        return flood;
    }

    private static int requests(List<IntakeFixture.Server> servers) {
        return servers.stream().mapToInt(server -> server.requests.size()).sum();
    }

    @AfterEach
    void everythingIsGivenBack() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertEquals(0, budget.held());
    }

    @Test
    void aReadCarriesOutOneRequest() {
        var flood = flood();

        assertEquals(FLOOD, requests(flood));
    }

    @Test
    void aTaskOfTheLoopCarriesOutOneRequestOfAllThatWait() {
        var flood = flood();
        for (int tasksRun = 0; tasksRun < 5 * FLOOD; tasksRun++) {
            assertEquals(1, tasks.size());
            tasks.remove().run();
            assertEquals(FLOOD + tasksRun + 1, requests(flood));
        }
    }

    @Test
    void connectionsTakeTurns() {
        var flood = flood();
        for (int round = 2; round < 10; round++) {
            for (int i = 0; i < FLOOD; i++) {
                tasks.remove().run();
            }
            int each = round;
            flood.forEach(one -> assertEquals(each, one.requests.size()));
        }
    }

    @Test
    void aRequestOfAnotherConnectionIsNotBehindThem() {
        flood();
        var other = connect();

        send(other, 1);
        assertEquals(1, other.requests.size());
        send(other, 1);

        assertEquals(2, other.requests.size());
    }

    /// Their heads would take the share of memory that others need for theirs.
    @Test
    void requestsThatWaitAreNotDecoded() {
        flood();
        for (int i = 0; i < 3 * FLOOD; i++) {
            channels.forEach(channel ->
                    assertFalse(channel.pipeline().get(OneRequest.class).holdsAny()));
            tasks.remove().run();
        }
    }

    @Test
    void allAreCarriedOutInTheEnd() {
        var flood = flood();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertEquals(FLOOD * REQUESTS, requests(flood));
    }

    @Test
    void aConnectionThatIsGoneHoldsNobodyUp() {
        var flood = flood();
        channels.subList(0, FLOOD - 1).forEach(EmbeddedChannel::close);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertEquals(FLOOD - 1 + REQUESTS, requests(flood));
        assertFalse(channels.getFirst().isOpen());
    }

    private void write(String text) {
        connect();
        channels.getLast().writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private int runAll() {
        int run = 0;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            run++;
        }
        return run;
    }

    /// RFC 9112, section 2.2: empty lines before a request are left out. The decoder asks for more at the end of a
    /// read of which it has made nothing; it gets what waits, and nothing is read meanwhile.
    @Test
    void thousandsOfEmptyLinesTakeTurnsToo() {
        var reads = new ReadCount();
        connect();
        channels.getLast().pipeline().addFirst(reads);
        channels.getLast()
                .writeInbound(Unpooled.copiedBuffer(
                        "GET /x HTTP/1.1\r\n\r\n" + "\n".repeat(60_000), StandardCharsets.US_ASCII));
        assertEquals(1, tasks.size());
        int before = reads.count;
        for (int i = 0; i < 3; i++) {
            tasks.remove().run();
        }

        assertEquals(before, reads.count);
        assertEquals(1, tasks.size());
    }

    private static final class ReadCount extends ChannelOutboundHandlerAdapter {
        int count;

        @Override
        public void read(ChannelHandlerContext context) {
            count++;
            context.read();
        }
    }

    @Test
    void thousandsOfSmallChunksTakeTurnsToo() {
        write("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(5_000) + "0\r\n\r\n");
        var server = channels.getLast().pipeline().get(IntakeFixture.Server.class);
        assertEquals(1, tasks.size());
        assertTrue(server.body < 100, () -> server.body + " chunks in the first turn");

        assertTrue(runAll() > 5_000 / 100);
        assertEquals(List.of(5_000), server.bodies);
    }

    @Test
    void aBodyInLargeChunksIsOneTurn() {
        write("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("1f40\r\n" + "x".repeat(8_000) + "\r\n").repeat(4) + "0\r\n\r\n");

        assertEquals(0, tasks.size());
        var server = channels.getLast().pipeline().get(IntakeFixture.Server.class);
        assertEquals(List.of(32_000), server.bodies);
    }
}
