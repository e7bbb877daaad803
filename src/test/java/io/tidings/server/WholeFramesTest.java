package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShare;
import io.tidings.memory.ClientShares;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection of HTTP/2, before its frames are decoded.
class WholeFramesTest {
    private static final int HEADERS = 1;
    private static final int UNKNOWN = 0x42;
    private static final int CONTINUATION = 9;
    private static final int END_OF_HEADERS = 4;
    private static final int LONGEST = 16_384;

    private final Budget budget = new Budget(10_000_000);
    private final EmbeddedChannel channel = connect(share(budget));

    @AfterEach
    void everythingIsGivenBack() {
        channel.finishAndReleaseAll();
        assertEquals(0, budget.held());
    }

    private static ClientShare share(Budget budget) {
        return new ClientShares(budget).of("client");
    }

    /// Instead of being decoded, what is passed on waits to be looked at.
    private static EmbeddedChannel connect(ClientShare share) {
        var http2 = new Http2ConnectionHandlerBuilder()
                .server(true)
                .frameListener(new Http2FrameAdapter())
                .build();
        var channel = new EmbeddedChannel(http2);
        WholeFrames.in(channel.pipeline());
        WholeFrames.of(channel.pipeline(), share);
        channel.pipeline().remove(Http2ConnectionHandler.class);
        channel.releaseOutbound();
        channel.writeInbound(Http2CodecUtil.connectionPrefaceBuf());
        passed(channel);
        return channel;
    }

    private static String passed(EmbeddedChannel channel) {
        var all = new StringBuilder();
        for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
            all.append(ByteBufUtil.hexDump(bytes));
            bytes.release();
        }
        return all.toString();
    }

    private static ByteBuf frame(int type, int flags, int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(1)
                .writeZero(length);
    }

    private static ByteBuf frame(int length) {
        return frame(UNKNOWN, END_OF_HEADERS, length);
    }

    @Test
    void aFrameIsPassedOnWhenItIsThere() {
        var frame = frame(1_000);
        channel.writeInbound(frame.retainedSlice(0, 1_008));
        assertEquals("", passed(channel));

        channel.writeInbound(frame.retainedSlice(1_008, 1));

        assertEquals(ByteBufUtil.hexDump(frame), passed(channel));
        frame.release();
    }

    /// However the bytes are cut, all of them pass, with each frame as soon as it is whole.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theCutOfTheBytesMakesNoDifference(long seed) {
        var random = new Random(seed);
        var frames = Unpooled.buffer();
        var ends = new ArrayList<>(List.of(0));
        for (int i = 0; i < 50; i++) {
            frames.writeBytes(frame(random.nextInt(4) == 0 ? random.nextInt(LONGEST + 1) : random.nextInt(20)));
            ends.add(frames.writerIndex());
        }
        var passed = new StringBuilder();

        while (frames.isReadable()) {
            int most = random.nextBoolean() ? 6 : 30_000;
            channel.writeInbound(frames.readRetainedSlice(Math.min(1 + random.nextInt(most), frames.readableBytes())));
            passed.append(passed(channel));
            int arrived = frames.readerIndex();
            assertEquals(
                    ends.stream()
                            .filter(end -> end <= arrived)
                            .max(Integer::compare)
                            .orElseThrow(),
                    passed.length() / 2);
        }

        assertEquals(ByteBufUtil.hexDump(frames, 0, frames.writerIndex()), passed.toString());
        assertEquals(0, budget.held());
        frames.release();
    }

    @Test
    void aFrameThatHasNotArrivedCounts() {
        channel.writeInbound(frame(LONGEST).slice(0, LONGEST));
        assertTrue(budget.held() >= LONGEST, "held: " + budget.held());

        channel.writeInbound(frame(LONGEST).slice(LONGEST, 9));

        assertEquals(0, budget.held());
    }

    @Test
    void aHeadThatHasNotArrivedInItsFramesCounts() {
        channel.writeInbound(frame(HEADERS, 0, 3_000), frame(CONTINUATION, 0, 3_000));
        assertTrue(budget.held() >= 6_000, "held: " + budget.held());

        channel.writeInbound(frame(CONTINUATION, END_OF_HEADERS, 1));

        assertEquals(0, budget.held());
    }

    @Test
    void aFewBytesAreFree() {
        channel.writeInbound(frame(LONGEST).slice(0, 1_000));

        assertEquals(0, budget.held());
    }

    /// Netty keeps the buffer of what it has read until all of it is decoded.
    @Test
    void whatWasReadAlongWithHalfAFrameIsNotKept() {
        var read = Unpooled.buffer().writeBytes(frame(10_000)).writeBytes(frame(10), 0, 12);
        channel.writeInbound(read.retain());
        passed(channel);

        assertEquals(1, read.refCnt());
        read.release();
    }

    /// The decoder refuses it by its first bytes, and would not get them otherwise.
    @Test
    void aFrameThatIsTooLongIsPassedOnAsItComes() {
        channel.writeInbound(frame(LONGEST + 1).slice(0, 9));

        assertEquals("004001" + "42" + "04" + "00000001", passed(channel));
    }

    @Test
    void aFrameForWhichThereIsNoMemoryClosesTheConnection() {
        var full = new Budget(100_000);
        var share = share(full);
        var all = Stream.generate(() -> connect(share)).limit(3).toList();

        all.forEach(each -> each.writeInbound(frame(10_000).slice(0, 5_000)));

        assertEquals(
                List.of(true, true, false),
                all.stream().map(EmbeddedChannel::isOpen).toList());
        all.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertEquals(0, full.held());
    }
}
