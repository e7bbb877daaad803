package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import io.tidings.memory.Use;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Handlers behind these ask for more although the channel does not read by itself, as those of TLS and HTTP/2 do.
class BackpressureTest {
    /// Of PING, with its frame (RFC 9113, 6.7).
    private static final int ACK = 17;

    private final Budget budget = new Budget(1_000_000);
    private final ClientShares shares = new ClientShares(budget);
    private final Reads reads = new Reads();
    private ReadStops stops;

    static Stream<Duration> patience() {
        return Stream.of(Duration.ofSeconds(30));
    }

    private static final class Reads extends ChannelDuplexHandler {
        private int count;

        @Override
        public void read(ChannelHandlerContext context) {
            count++;
            var _ = context.read();
        }
    }

    private EmbeddedChannel channel(@Nullable Duration patience) {
        var channel = new EmbeddedChannel(reads);
        stops = new ReadStops(channel);
        channel.pipeline().addLast(new Backpressure(shares.of("client"), stops, patience));
        return channel;
    }

    private static void answer(EmbeddedChannel channel, int bytes) {
        var _ = channel.write(Unpooled.copiedBuffer(new byte[bytes]));
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertEquals(0, budget.held());
        assertEquals(0, shares.addresses());
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("patience")
    void nothingIsReadWhileTheClientDoesNotRead(@Nullable Duration patience) {
        var channel = channel(patience);
        answer(channel, 5_000);
        assertFalse(channel.isWritable());
        channel.runPendingTasks();
        assertTrue(budget.held() > 5_000);
        int before = reads.count;

        var _ = channel.read();
        assertEquals(before, reads.count);

        channel.flush();
        assertTrue(reads.count > before, "it reads on when the client has read");
        assertTrue(channel.config().isAutoRead());
        assertEquals(0, budget.held());
        channel.finishAndReleaseAll();
    }

    /// Each takes some 250 bytes, and Netty counts 113.
    @Test
    void shortAnswersThatNobodyReadsTakeLittle() {
        var channel = channel(null);
        int answers = 0;
        for (; channel.isWritable(); answers++) {
            answer(channel, ACK);
        }

        assertTrue(answers < 50, "answers: " + answers);
        channel.finishAndReleaseAll();
        channel.runPendingTasks();
    }

    @Test
    void whatTheSocketTakesAtOnceDoesNotCount() {
        var other = budget.tryHold(Use.SENDING, 400_000);
        var channel = channel(null);
        var _ = channel.writeAndFlush(Unpooled.copiedBuffer(new byte[5_000]));
        channel.runPendingTasks();

        assertTrue(channel.isOpen());
        assertTrue(channel.config().isAutoRead());
        channel.finishAndReleaseAll();
        other.release();
    }

    /// The order in which the hub's handlers stop the reads does not matter.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itReadsOnWhenNobodyHasAReasonNotTo(boolean first) {
        var channel = channel(null);
        if (first) {
            stops.add();
        }
        answer(channel, 5_000);
        if (!first) {
            stops.add();
        }
        assertFalse(channel.config().isAutoRead());

        channel.flush();
        assertFalse(channel.config().isAutoRead());
        stops.remove();
        assertTrue(channel.config().isAutoRead());
        channel.finishAndReleaseAll();
        channel.runPendingTasks();
    }

    @Test
    void itReadsOnThoughOthersHadToldItToBefore() {
        var channel = channel(null);
        answer(channel, 5_000);
        channel.config().setAutoRead(true);
        int before = reads.count;

        channel.flush();

        assertTrue(reads.count > before);
        channel.finishAndReleaseAll();
    }

    /// The share of what is sent is 40 %, and a client has a quarter of that.
    @Test
    void aClientHasAQuarterOfTheShare() {
        var first = channel(null);
        var second = channel(null);
        answer(first, 40_000);
        first.runPendingTasks();
        answer(second, 40_000);
        second.runPendingTasks();

        assertTrue(first.isOpen());
        assertFalse(second.isOpen());
        first.finishAndReleaseAll();
    }
}
