package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A connection that does not get on is closed.
class SlowRequestTest extends IntakeFixture {
    private static final long NOTHING_PLANNED = -1;

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

    /// Step by step, because each check plans the next one.
    private void passPatience(int times) {
        for (int i = 0; i < times; i++) {
            pass(PATIENCE);
        }
    }

    @Test
    void aConnectionOnWhichNoOtherRequestComesIsClosedLater() {
        server.answersAtOnce = true;
        for (int i = 0; i < 3; i++) {
            send("GET / HTTP/1.1\r\n\r\n");
            passPatience(3);
            assertTrue(channel.isOpen());
        }

        pass(PATIENCE);

        assertFalse(channel.isOpen());
    }

    @Test
    void halfAHeadBehindAnAnsweredRequestIsNotWaitedFor() {
        send("GET / HTTP/1.1\r\n\r\nGET / HTT");
        server.answer();
        passPatience(4);

        assertFalse(channel.isOpen());
    }

    @Test
    void aRequestThatComesLateHasAllOfItsTime() {
        server.answersAtOnce = true;
        send("GET / HTTP/1.1\r\n\r\n");
        passPatience(3);
        pass(PATIENCE.minusSeconds(1));
        send("GET / HTT");
        pass(PATIENCE.minusSeconds(1));
        assertTrue(channel.isOpen());

        send("P/1.1\r\n\r\n");

        assertEquals(2, server.bodies.size());
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

    private static String headWith(int parts) {
        return "GET /?" + "a&".repeat(parts) + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private void sendChunksFor(Duration time) {
        for (int i = 0; i < time.toSeconds() && channel.isOpen(); i++) {
            pass(Duration.ofSeconds(1));
            if (channel.isOpen()) {
                send("400\r\n" + "x".repeat(1_024) + "\r\n");
            }
        }
    }

    @Test
    void theBodyOfAnAnsweredRequestWithALargeHeadHasTheTimeOfThePatience() {
        server.answersHeads = true;
        send(headWith(300));
        sendChunksFor(PATIENCE.minusSeconds(1));
        assertTrue(channel.isOpen());

        sendChunksFor(Duration.ofSeconds(2));

        assertFalse(channel.isOpen());
    }

    @Test
    void theBodyOfAnAnsweredRequestWithAnOrdinaryHeadMayTakeLonger() {
        server.answersHeads = true;
        send(headWith(10));

        sendChunksFor(PATIENCE.multipliedBy(4));

        assertTrue(channel.isOpen());
    }

    @Test
    void aConnectionWhoseAnsweredBodyEndedInTimeGoesOn() {
        server.answersHeads = true;
        send(headWith(300));
        sendChunksFor(PATIENCE.minusSeconds(1));
        send("0\r\n\r\n");

        passPatience(3);

        assertTrue(channel.isOpen());
    }

    /// The socket takes nothing.
    private void answerInVain() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {}
        });
        send("GET / HTTP/1.1\r\n\r\n");
        server.answer();
    }

    /// Netty counts all of a buffer as pending until its last byte is sent.
    @Test
    void anAnswerOfOneBufferIsWaitedForWhileTheClientTakesIt() {
        answerInVain();
        var outbound = channel.unsafe().outboundBuffer();
        outbound.addFlush();
        for (int i = 0; i < 4; i++) {
            outbound.removeBytes(1);
            pass(PATIENCE);
            assertTrue(channel.isOpen());
        }

        pass(PATIENCE);

        assertFalse(channel.isOpen());
    }

    @Test
    void anAnswerThatIsNotTakenIsNotWaitedFor() {
        answerInVain();
        pass(PATIENCE.minusSeconds(1));
        assertTrue(channel.isOpen());

        pass(PATIENCE);

        assertFalse(channel.isOpen());
    }

    /// A task that is planned keeps the request in memory.
    @Test
    void aConnectionWithAnotherOwnerIsWatchedNoMore() {
        answerInVain();
        assertNotEquals(NOTHING_PLANNED, channel.runScheduledPendingTasks());

        channel.pipeline().remove(OneRequest.NAME);
        channel.pipeline().remove(Intake.NAME);

        assertEquals(NOTHING_PLANNED, channel.runScheduledPendingTasks());
    }
}
