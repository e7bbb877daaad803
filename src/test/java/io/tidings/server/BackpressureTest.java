package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tidings.memory.Budget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Handlers behind these ask for more although the channel does not read by itself, as those of TLS and HTTP/2 do.
class BackpressureTest {
    private static final Budget BUDGET = new Budget(1_000_000);

    static List<ChannelHandler> handlers() {
        return List.of(new Backpressure(BUDGET, null), new Backpressure(BUDGET, Duration.ofSeconds(30)));
    }

    private static final class Reads extends ChannelDuplexHandler {
        private int count;

        @Override
        public void read(ChannelHandlerContext context) {
            count++;
            var _ = context.read();
        }
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void nothingIsReadWhileTheClientDoesNotRead(ChannelHandler handler) {
        var reads = new Reads();
        var channel = new EmbeddedChannel(reads, handler);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 1));
        var _ = channel.write(Unpooled.copiedBuffer(new byte[100]));
        assertFalse(channel.isWritable());
        assertTrue(BUDGET.held() > 0);
        int before = reads.count;

        var _ = channel.read();
        assertEquals(before, reads.count);

        channel.flush();
        assertTrue(reads.count > before, "it reads on when the client has read");
        assertTrue(channel.config().isAutoRead());
        channel.finishAndReleaseAll();
        assertEquals(0, BUDGET.held());
    }
}
