package io.tidings.stream;

import static io.tidings.stream.SseConnectionFixture.batch;
import static io.tidings.stream.SseConnectionFixture.event;
import static io.tidings.stream.SseConnectionFixture.same;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.memory.Budget;
import io.tidings.socket.SystemSocket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is special about sending to a descriptor, past the channel.
class SseDescriptorTest {
    private static final int ATTEMPTS = 1_000;

    private final Budget budget = new Budget(1_000_000);
    private final StreamServer server = new StreamServer(Transport.EPOLL, budget);

    @AfterEach
    void stop() {
        server.close();
    }

    /// The channel closes in a task of its loop, and its handler hears of it only after that task.
    @Test
    void nothingOfAClosedStreamReachesTheClientThatHasItsDescriptorNext() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            var closed = server.open();
            // Has its own descriptor before the one of the stream is free.
            var client = server.client();
            boolean reused = server.onLoop(() -> {
                int descriptor = SystemSocket.descriptor(closed.channel());
                var _ = closed.channel().close();
                client.connect(server.address());
                var next = server.accepted();
                closed.connection().send(event("for the first"));
                closed.connection().close(event("the last of the first"));
                return SystemSocket.descriptor(next) == descriptor;
            });
            var next = server.openedFor(client);
            server.runOnLoop(() -> next.connection().send(event("for the second")));

            assertThat(client.text(), is("data: for the second\n\n"));
            assertThat(closed.client().untilTheEnd(), is(""));
            if (reused) {
                return;
            }
        }
        throw new AssertionError("no descriptor was used again in " + ATTEMPTS + " attempts");
    }

    @Test
    void whatASocketWithoutAnyRoomDoesNotTakeArrives() throws Exception {
        var stream = server.open();
        var batch = batch(1);

        int filled = server.onLoop(() -> {
            int taken = fill(SystemSocket.descriptor(stream.channel()));
            stream.connection().send(batch);
            assertTrue(stream.connection().isFull());
            return taken;
        });

        assertThat(filled, is(greaterThan(0)));
        assertThat(new String(stream.client().bytes(filled), US_ASCII), is("x".repeat(filled)));
        assertTrue(same(stream.client().chunk(), batch));
    }

    /// Sends until the socket takes nothing, and returns how much it took.
    private static int fill(int descriptor) {
        var some = ByteBuffer.allocateDirect(1_000).put("x".repeat(1_000).getBytes(US_ASCII));
        int all = 0;
        for (int taken = -1; taken != 0; all += taken) {
            taken = SystemSocket.send(descriptor, SystemSocket.address(some), some.capacity());
        }
        return all;
    }
}
