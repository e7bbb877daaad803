package io.tidings.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is sent arrives: in chunks, in order, whole.
class SseConnectionTest extends SseConnectionFixture {
    @Test
    void whatIsSentArrivesInChunksAndInOrder() throws Exception {
        var one = server().open();
        var other = server().open();

        server().runOnLoop(() -> {
            for (int i = 0; i < 200; i++) {
                var bytes = event("x".repeat(i % 40) + i);
                one.connection().send(bytes);
                other.connection().send(bytes);
            }
        });

        for (int i = 0; i < 200; i++) {
            var expected = new String(event("x".repeat(i % 40) + i), UTF_8);
            assertThat(one.client().text(), is(expected));
            assertThat(other.client().text(), is(expected));
        }
        awaitRoom(one);
    }

    @Test
    void aBatchThatTheSocketHasNoRoomForArrivesWhenTheClientReads() throws Exception {
        var stream = stalled(batch(1));
        assertTrue(isFull(stream));
        // It takes more, and keeps the order.
        var second = event("x".repeat(50_000));
        send(stream, second);
        send(stream, event("small"));

        assertTrue(same(stream.client().chunk(), batch(1)));
        assertTrue(same(stream.client().chunk(), second));
        assertTrue(same(stream.client().chunk(), event("small")));
        awaitRoom(stream);
        send(stream, event("after"));
        assertTrue(same(stream.client().chunk(), event("after")));
    }

    @Test
    void aStreamThatHasRoomAgainSaysSoOnce() throws Exception {
        var stream = stalled(batch(1));
        var calls = new AtomicInteger();
        server().runOnLoop(() -> stream.connection().whenWritable(calls::incrementAndGet));
        assertThat(calls.get(), is(0));

        stream.client().chunk();
        server().await("called", () -> calls.get() > 0);
        send(stream, batch(2));
        assertTrue(isFull(stream));
        stream.client().chunk();
        awaitRoom(stream);

        assertThat(calls.get(), is(1));
    }

    @Test
    void aClientMayReadAByteAtATime() throws Exception {
        var batch = batch(1);
        var stream = stalled(batch);

        assertTrue(same(stream.client().chunk(1), batch));
    }

    @Test
    void theHeadThatWaitsGoesFirst() throws Exception {
        var stream = server().open();
        var head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII);

        server().runOnLoop(() -> {
            var _ = stream.channel().write(Unpooled.wrappedBuffer(head));
            server().reopen(stream).send(event("first"));
        });

        assertTrue(same(stream.client().bytes(head.length), head));
        assertTrue(same(stream.client().chunk(), event("first")));
    }

    @Test
    void whatTheClientSaysIsPassedOver() throws Exception {
        var stream = server().open();

        for (int i = 0; i < 100; i++) {
            stream.client().say("GET / HTTP/1.1\r\n\r\n".repeat(1_000));
        }
        send(stream, event("still here"));

        assertTrue(same(stream.client().chunk(), event("still here")));
    }

    @Test
    void theMemoryOfWhatTheClientSaysIsGivenBack() throws Exception {
        var stream = server().open();
        var said = Unpooled.buffer().writeZero(100);

        server().runOnLoop(() -> stream.channel().pipeline().fireChannelRead(said));

        assertThat(said.refCnt(), is(0));
    }

    @Test
    void aClientThatTakesNothingIsStalled() throws Exception {
        var stream = server().open();
        assertThat(isStalled(stream), is(false));
        send(stream, batch(1));
        assertThat("asked for the first time", isStalled(stream), is(false));
        assertThat(isStalled(stream), is(true));

        stream.client().chunk();
        awaitRoom(stream);

        assertThat(isStalled(stream), is(false));
        assertThat(isStalled(stream), is(false));
    }

    /// Though it has not taken all of one write.
    @Test
    void aClientThatTakesSomethingIsNotStalled() throws Exception {
        var stream = stalled(batch(1));
        assertThat("asked for the first time", isStalled(stream), is(false));

        server().runOnLoop(() -> stream.channel().unsafe().outboundBuffer().removeBytes(1));

        assertThat(isStalled(stream), is(false));
        assertThat(isStalled(stream), is(true));
    }

    private boolean isStalled(ServedStream stream) throws Exception {
        return server().onLoop(stream.connection()::isStalled);
    }
}
