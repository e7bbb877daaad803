package io.tidings.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.tidings.memory.Budget;
import io.tidings.memory.ClientShares;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The requests of HTTP/2 connections, and what one address may hold with them.
class Http2StreamsTest {
    private static final int OF_ONE_CLIENT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int END_OF_STREAM = 1;
    private static final int END_OF_HEADERS = 4;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;

    /// A quarter of a fifth of it is for that many.
    private final Budget budget = new Budget(20L * OF_ONE_CLIENT * Http2Request.BYTES);

    private final ClientShares shares = new ClientShares(budget);
    private final List<Connection> connections = new ArrayList<>();

    @AfterEach
    void everythingIsGivenBack() {
        connections.forEach(Connection::end);
        assertEquals(0, budget.held());
        assertEquals(0, shares.addresses());
    }

    private Connection connect(String address) {
        var connection = new Connection(address);
        connection.freezeTime();
        connections.add(connection);
        var http2 = new Http2ConnectionHandlerBuilder()
                .server(true)
                .frameListener(new Accepting(connection))
                .build();
        connection.pipeline().addLast(new Unflushed(connection), new Http2Resets(), http2);
        WholeFrames.in(connection.pipeline());
        Http2Streams.watch(
                connection.pipeline().context(http2),
                new ServerTerms(
                        budget, shares, PATIENCE, Runnable::run, _ -> new PipelinedRequests(connection.eventLoop())));
        connection.writeInbound(Http2CodecUtil.connectionPrefaceBuf(), settings());
        return connection;
    }

    /// A connection from an address, with the streams that were accepted.
    private static final class Connection extends EmbeddedChannel {
        private final List<Integer> accepted = new ArrayList<>();
        private final String address;
        private boolean blocked;
        private boolean leaves;
        private int mostActive;
        private int asked;

        Connection(String address) {
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 1);
        }

        void ask(int requests) {
            for (int i = 0; i < requests; i++) {
                writeInbound(request(2 * asked++ + 1));
            }
        }

        /// Step by step, because each check plans the next one.
        void pass(Duration time) {
            for (var left = time; left.isPositive(); left = left.minus(PATIENCE)) {
                advanceTimeBy(Math.min(left.toMillis(), PATIENCE.toMillis()), TimeUnit.MILLISECONDS);
                runPendingTasks();
            }
        }

        void begin(int stream) {
            Http2Streams.of(this).orElseThrow().begin(stream);
        }

        /// The client is gone. That of HTTP/2 would wait for the streams.
        void end() {
            unsafe().close(newPromise());
            finishAndReleaseAll();
            runPendingTasks();
        }

        int active() {
            return pipeline().get(Http2ConnectionHandler.class).connection().numActiveStreams();
        }
    }

    /// What Vert.x would hear of.
    private static final class Accepting extends Http2FrameAdapter {
        private final Connection connection;

        Accepting(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers head,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endOfStream)
                throws Http2Exception {
            var streams = Http2Streams.of(connection).orElseThrow();
            if (streams.accepts(stream, head)) {
                streams.onTaken(stream);
                connection.accepted.add(stream);
            }
            if (connection.leaves) {
                connection.unsafe().close(connection.newPromise());
            }
            connection.mostActive = Math.max(connection.mostActive, connection.active());
        }

        /// Nobody reads it.
        @Override
        public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream)
                throws Http2Exception {
            Http2Streams.of(connection).orElseThrow().checkData(stream, data.readableBytes() + padding);
            return 0;
        }
    }

    /// A socket that takes nothing for a while.
    private static final class Unflushed extends ChannelOutboundHandlerAdapter {
        private final Connection connection;

        Unflushed(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            if (!connection.blocked) {
                context.flush();
            }
        }
    }

    private static ByteBuf settings() {
        return Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    }

    /// GET, http and / from the static table of HPACK.
    private static ByteBuf request(int stream) {
        return request(stream, END_OF_STREAM | END_OF_HEADERS);
    }

    private static ByteBuf request(int stream, int flags) {
        return Unpooled.buffer()
                .writeMedium(3)
                .writeByte(HEADERS)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84});
    }

    /// Of the first stream.
    private static ByteBuf data(int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(0)
                .writeByte(0)
                .writeInt(1)
                .writeZero(length);
    }

    /// Part of a head that goes on in the next frame.
    private static ByteBuf headers(int type, int stream, int length) {
        return Unpooled.buffer()
                .writeMedium(length)
                .writeByte(type)
                .writeByte(0)
                .writeInt(stream)
                .writeZero(length);
    }

    /// Netty resets it before anybody hears of it. Its connection may break before the socket has taken the reset.
    @Test
    void aStreamWithAMalformedHeadIsOverWhenItIsReset() {
        var connection = connect("192.0.2.1");
        connection.blocked = true;

        connection.writeInbound(malformedRequest());

        assertEquals(List.of(), connection.accepted);
        assertEquals(0, connection.active());
    }

    /// With a content-length that is no number, as a literal with a name (RFC 7541, 6.2.2).
    private static ByteBuf malformedRequest() {
        var fields = request(1);
        fields.skipBytes(9)
                .writeByte(0)
                .writeByte("content-length".length())
                .writeBytes("content-length".getBytes(US_ASCII))
                .writeByte(1)
                .writeByte('x');
        return Unpooled.buffer()
                .writeMedium(fields.readableBytes())
                .writeByte(1)
                .writeByte(5)
                .writeInt(1)
                .writeBytes(fields);
    }

    @Test
    void oneAddressLeavesRoomForOthers() {
        var first = connect("192.0.2.1");
        first.ask(OF_ONE_CLIENT - 1);
        var second = connect("192.0.2.1");
        second.ask(5);
        var stranger = connect("192.0.2.2");
        stranger.ask(5);

        assertEquals(OF_ONE_CLIENT - 1, first.accepted.size());
        assertEquals(List.of(1), second.accepted);
        assertEquals(5, stranger.accepted.size());
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        connect("2001:db8::1").ask(OF_ONE_CLIENT);
        var second = connect("2001:db8::2");
        second.ask(1);
        var stranger = connect("2001:db8:0:1::1");
        stranger.ask(1);

        assertEquals(List.of(), second.accepted);
        assertEquals(List.of(1), stranger.accepted);
    }

    @Test
    void aStreamOfEventsMakesRoomForOtherRequests() {
        var connection = connect("192.0.2.1");
        connection.ask(OF_ONE_CLIENT);
        connection.begin(1);
        connection.begin(1);
        connection.ask(2);

        assertEquals(OF_ONE_CLIENT + 1, connection.accepted.size());
    }

    @Test
    void aConnectionThatIsOverMakesRoom() {
        var first = connect("192.0.2.1");
        first.ask(OF_ONE_CLIENT);
        first.end();
        var second = connect("192.0.2.1");
        second.ask(OF_ONE_CLIENT);

        assertEquals(OF_ONE_CLIENT, second.accepted.size());
    }

    /// Vert.x would fail at it if the connection broke.
    @Test
    void aStreamThatIsRefusedIsOverBeforeTheClientKnows() {
        var connection = connect("192.0.2.1");
        connection.blocked = true;
        connection.ask(2 * OF_ONE_CLIENT);

        assertEquals(OF_ONE_CLIENT, connection.mostActive);
    }

    @Test
    void requestsOfAConnectionThatIsGoneAreOver() {
        var connection = connect("192.0.2.1");
        connection.leaves = true;
        connection.writeInbound(Unpooled.wrappedBuffer(request(1), request(3), request(5)));

        assertEquals(List.of(1), connection.accepted);
        assertEquals(1, connection.mostActive);
    }

    /// Each piece takes far more than its one byte. A test of [io.tidings.http] sends as many to a body that is read.
    @Test
    void aBodyThatNobodyReadsMayNotComeInSmallPieces() {
        var connection = connect("192.0.2.1");
        connection.writeInbound(request(1, END_OF_HEADERS));
        for (int i = 0; i < 64; i++) {
            connection.writeInbound(data(1));
        }
        assertEquals(1, connection.active());

        connection.writeInbound(data(1));

        assertEquals(0, connection.active());
    }

    @Test
    void aFrameThatDoesNotArriveClosesItsConnection() {
        var connection = connect("192.0.2.1");
        connection.ask(1);
        connection.writeInbound(data(1_000).slice(0, 500));
        connection.pass(PATIENCE);
        assertTrue(connection.isOpen());

        connection.pass(PATIENCE);

        assertFalse(connection.isOpen());
    }

    @Test
    void aHeadThatDoesNotArriveInItsFramesClosesItsConnection() {
        var connection = connect("192.0.2.1");
        connection.ask(1);
        for (int i = 0; i < 3 && connection.isOpen(); i++) {
            connection.writeInbound(headers(i == 0 ? HEADERS : CONTINUATION, 3, 1_000));
            connection.pass(PATIENCE);
        }

        assertFalse(connection.isOpen());
    }

    @Test
    void framesThatArriveSlowlyAreWaitedFor() {
        var connection = connect("192.0.2.1");
        connection.ask(1);
        var frames = Unpooled.wrappedBuffer(data(16_000), data(16_000), data(16_000));
        while (frames.isReadable()) {
            connection.writeInbound(frames.readRetainedSlice(Math.min(600, frames.readableBytes())));
            connection.pass(Duration.ofSeconds(1));
        }

        assertTrue(connection.isOpen());
    }

    /// What a client sends meanwhile waits in its socket.
    @Test
    void aFrameThatIsNotReadIsWaitedFor() {
        var connection = connect("192.0.2.1");
        connection.ask(1);
        connection.writeInbound(data(1_000).slice(0, 500));
        connection.config().setAutoRead(false);
        connection.pass(PATIENCE.multipliedBy(10));

        assertTrue(connection.isOpen());
    }

    /// Frames that are no requests make no difference.
    @Test
    void aConnectionWithoutRequestsIsClosed() {
        var connection = connect("192.0.2.1");
        for (int i = 0; i < 3; i++) {
            connection.pass(PATIENCE);
            connection.writeInbound(settings());
        }
        assertTrue(connection.isOpen());

        connection.pass(PATIENCE);

        assertFalse(connection.isOpen());
    }
}
