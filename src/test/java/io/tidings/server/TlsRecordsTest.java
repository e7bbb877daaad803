package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tidings.memory.Budget;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection over TLS, before anything is decrypted.
class TlsRecordsTest {
    private static final int LONGEST = 16_384 + 2_048;

    private final Budget budget = new Budget(10_000_000);
    private final EmbeddedChannel channel = new EmbeddedChannel(new TlsRecords(budget));

    @AfterEach
    void everythingIsGivenBack() {
        channel.finishAndReleaseAll();
        assertEquals(0, budget.held());
    }

    @Test
    void aRecordThatHasNotArrivedCounts() {
        channel.writeInbound(record(LONGEST).slice(0, LONGEST));
        assertTrue(budget.held() >= LONGEST, "held: " + budget.held());

        channel.writeInbound(record(LONGEST).slice(LONGEST, 5));

        assertEquals(0, budget.held());
    }

    @Test
    void aFirstRecordOfUsualLengthIsFree() {
        channel.writeInbound(record(600).slice(0, 500));

        assertEquals(0, budget.held());
    }

    @ParameterizedTest
    @ValueSource(ints = {LONGEST + 1, 32_768, 65_535})
    void aRecordLongerThanAnyMayBeClosesTheConnection(int length) {
        channel.writeInbound(record(length).slice(0, 5));

        assertFalse(channel.isOpen());
    }

    /// However the bytes are cut, all of them pass, and nothing is held behind the last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theCutOfTheBytesMakesNoDifference(long seed) {
        var random = new Random(seed);
        var records = Unpooled.buffer();
        for (int i = 0; i < 50; i++) {
            records.writeBytes(record(random.nextInt(4) == 0 ? random.nextInt(LONGEST + 1) : random.nextInt(20)));
        }
        int total = records.readableBytes();

        while (records.isReadable()) {
            int most = random.nextBoolean() ? 6 : 30_000;
            channel.writeInbound(
                    records.readRetainedSlice(Math.min(1 + random.nextInt(most), records.readableBytes())));
        }

        assertTrue(channel.isOpen());
        assertEquals(0, budget.held());
        assertEquals(
                total,
                channel.inboundMessages().stream()
                        .mapToInt(message -> ((ByteBuf) message).readableBytes())
                        .sum());
    }

    @Test
    void aRecordForWhichThereIsNoMemoryClosesTheConnection() {
        var full = new Budget(100_000);
        var first = new EmbeddedChannel(new TlsRecords(full));
        var second = new EmbeddedChannel(new TlsRecords(full));
        first.writeInbound(record(10_000).slice(0, 5_000));

        second.writeInbound(record(10_000).slice(0, 5_000));

        assertTrue(first.isOpen());
        assertFalse(second.isOpen());
        first.finishAndReleaseAll();
        assertEquals(0, full.held());
    }

    private static ByteBuf record(int length) {
        return Unpooled.buffer()
                .writeByte(22)
                .writeShort(0x0301)
                .writeShort(length)
                .writeZero(length);
    }
}
