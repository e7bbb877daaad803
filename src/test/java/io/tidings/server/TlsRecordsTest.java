package io.tidings.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShare;
import io.tidings.memory.ClientShares;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection over TLS, before anything is decrypted.
class TlsRecordsTest {
    private static final int LONGEST = 16_384 + 2_048;

    private final Budget budget = new Budget(10_000_000);
    private final Tls tls = new Tls();
    private final EmbeddedChannel channel = connection(budget, tls);

    /// Decrypts what the test wants it to: what has arrived, as it is.
    private static final class Tls extends ChannelInboundHandlerAdapter {
        boolean decrypts;
        int bytes;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            bytes += ((ByteBuf) message).readableBytes();
            if (decrypts) {
                context.fireChannelRead(message);
            } else {
                ((ByteBuf) message).release();
            }
        }
    }

    private static EmbeddedChannel connection(Budget budget, Tls tls) {
        var channel = new EmbeddedChannel();
        channel.pipeline().addLast("ssl", tls);
        assertTrue(TlsRecords.tryCount(channel.pipeline(), "ssl", budget, share(budget)));
        return channel;
    }

    private static ClientShare share(Budget budget) {
        return new ClientShares(budget).of("client");
    }

    private void endHandshake() {
        channel.pipeline().context(tls).fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        tls.decrypts = true;
        channel.writeInbound(record(23, 1));
        assertEquals(TlsRecords.ENGINE_BYTES, budget.held());
    }

    @AfterEach
    void everythingIsGivenBack() {
        channel.finishAndReleaseAll();
        assertEquals(0, budget.held());
    }

    @Test
    void theEngineCounts() {
        assertEquals(TlsRecords.HANDSHAKE_BYTES, budget.held());

        endHandshake();
    }

    @Test
    void aRecordThatHasNotArrivedCounts() {
        endHandshake();
        tls.decrypts = false;
        channel.writeInbound(record(LONGEST).slice(0, LONGEST));
        assertTrue(budget.held() >= LONGEST, "held: " + budget.held());

        tls.decrypts = true;
        channel.writeInbound(record(LONGEST).slice(LONGEST, 5));

        assertEquals(TlsRecords.ENGINE_BYTES, budget.held());
    }

    /// Netty would keep all that was read along with its first byte.
    @Test
    void aRecordThatHasNotArrivedKeepsNoLargeBuffer() {
        endHandshake();
        var bytes = Unpooled.buffer(16_384).writeBytes(record(23, 10)).writeBytes(record(23, 2_000), 100);
        int before = tls.bytes;

        channel.writeInbound(bytes);
        channel.releaseInbound();

        assertEquals(15, tls.bytes - before);
        assertEquals(0, bytes.refCnt());
    }

    @Test
    void aFirstRecordOfUsualLengthIsPartOfTheEngine() {
        channel.writeInbound(record(600).slice(0, 500));

        assertEquals(TlsRecords.HANDSHAKE_BYTES, budget.held());
    }

    /// A message may go on over several records, each of which has arrived (RFC 8446, 5.1).
    @Test
    void aMessageOfAHandshakeThatHasNotArrivedCounts() {
        for (int i = 0; i < 8; i++) {
            channel.writeInbound(record(1_000));
        }

        assertTrue(budget.held() > 100_000, "held: " + budget.held());
        assertTrue(channel.isOpen());
    }

    @Test
    void aMessageBehindTheHandshakeThatHasNotArrivedCounts() {
        endHandshake();
        tls.decrypts = false;
        for (int i = 0; i < 10; i++) {
            channel.writeInbound(record(23, 1_000));
        }

        assertTrue(budget.held() > TlsRecords.ENGINE_BYTES + 20_000, "held: " + budget.held());
        assertTrue(channel.isOpen());
    }

    /// The engine makes lists of objects of some parts of it, and keeps them with the session.
    @Test
    void aLongHelloCountsManyTimesAsLongAsTheConnectionLives() {
        channel.writeInbound(record(8_000));
        channel.pipeline().context(tls).fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        tls.decrypts = true;
        channel.writeInbound(record(23, 1));

        assertTrue(budget.held() > 80_000, "held: " + budget.held());
    }

    /// One record of a handshake comes behind the change of the cipher, however the bytes are cut.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void aSecondHandshakeClosesTheConnection(int length) {
        send(record(200), length);
        send(record(20, 1), length);
        send(record(40), length);
        endHandshake();
        send(record(1), length);

        assertFalse(channel.isOpen());
    }

    /// As of a client that begins another handshake in the record that ends the first.
    @Test
    void dataWithinAHandshakeDoesNotEndIt() {
        channel.writeInbound(record(8_000));
        tls.decrypts = true;
        channel.writeInbound(record(23, 10));

        assertTrue(budget.held() > 200_000, "held: " + budget.held());
    }

    @Test
    void aSecondHandshakeRightBehindTheFirstDoesToo() {
        channel.writeInbound(Unpooled.wrappedBuffer(record(20, 1), record(40), record(8_000)));

        assertFalse(channel.isOpen());
    }

    private void send(ByteBuf bytes, int length) {
        while (bytes.isReadable() && channel.isOpen()) {
            channel.writeInbound(bytes.readRetainedSlice(Math.min(length, bytes.readableBytes())));
        }
    }

    @Test
    void recordsThatSayNothingCloseTheConnection() {
        for (int i = 0; i < 70 && channel.isOpen(); i++) {
            channel.writeInbound(record(1_000));
        }

        assertFalse(channel.isOpen());
    }

    @ParameterizedTest
    @ValueSource(ints = {LONGEST + 1, 32_768, 65_535})
    void aRecordLongerThanAnyMayBeClosesTheConnection(int length) {
        channel.writeInbound(record(length).slice(0, 5));

        assertFalse(channel.isOpen());
    }

    /// However the bytes are cut, all of them pass, and nothing more is held behind the last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theCutOfTheBytesMakesNoDifference(long seed) {
        endHandshake();
        var random = new Random(seed);
        var records = Unpooled.buffer();
        for (int i = 0; i < 50; i++) {
            records.writeBytes(record(random.nextInt(4) == 0 ? random.nextInt(LONGEST + 1) : random.nextInt(20)));
        }
        int before = tls.bytes;
        int total = records.readableBytes();

        while (records.isReadable()) {
            int most = random.nextBoolean() ? 6 : 30_000;
            channel.writeInbound(
                    records.readRetainedSlice(Math.min(1 + random.nextInt(most), records.readableBytes())));
        }

        assertTrue(channel.isOpen());
        assertEquals(TlsRecords.ENGINE_BYTES, budget.held());
        assertEquals(total, tls.bytes - before);
    }

    /// The share of connections is 11 %.
    @Test
    void aRecordForWhichThereIsNoMemoryClosesTheConnection() {
        var full = new Budget(400_000);
        var first = connection(full, new Tls());
        var second = connection(full, new Tls());
        first.writeInbound(record(10_000).slice(0, 5_000));

        second.writeInbound(record(10_000).slice(0, 5_000));

        assertTrue(first.isOpen());
        assertFalse(second.isOpen());
        first.finishAndReleaseAll();
        assertEquals(0, full.held());
    }

    @Test
    void anEngineForWhichThereIsNoMemoryIsNotCounted() {
        var full = new Budget(200_000);
        var first = connection(full, new Tls());

        assertFalse(TlsRecords.tryCount(new EmbeddedChannel(new Tls()).pipeline(), "ssl", full, share(full)));
        first.finishAndReleaseAll();
        assertEquals(0, full.held());
    }

    private static ByteBuf record(int length) {
        return record(22, length);
    }

    private static ByteBuf record(int type, int length) {
        return Unpooled.buffer()
                .writeByte(type)
                .writeShort(0x0301)
                .writeShort(length)
                .writeZero(length);
    }
}
