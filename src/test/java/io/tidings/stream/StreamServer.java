package io.tidings.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.tidings.memory.Budget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Streams on real sockets of the loopback interface, with small send buffers. One event loop has all of them.
final class StreamServer implements AutoCloseable {
    private static final int SMALL_BUFFER = 4_096;
    private static final int PATIENCE_SECONDS = 30;

    private final EventLoopGroup acceptor;
    private final EventLoopGroup loop;
    private final Chunks chunks;
    private final Channel listening;
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<ServedStream> opened = new LinkedBlockingQueue<>();
    private final List<StreamClient> clients = new ArrayList<>();

    StreamServer(Transport transport, Budget budget) {
        acceptor = transport.oneLoop();
        loop = transport.oneLoop();
        chunks = new Chunks(budget);
        listening = new ServerBootstrap()
                .group(acceptor, loop)
                .channel(transport.serverChannel())
                .handler(new Accepted())
                .childOption(ChannelOption.SO_SNDBUF, SMALL_BUFFER)
                .childHandler(new Opening())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /// Sees the channels before their loop does.
    private final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            accepted.add((Channel) message);
            context.fireChannelRead(message);
        }
    }

    /// Does what [StreamOpener] and [Takeover] do.
    private final class Opening extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            channel.config().setWriteBufferWaterMark(SseConnection.NOTHING_WAITS);
            opened.add(new ServedStream(channel, new SseConnection(channel, chunks)));
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /// A client that is not connected yet.
    StreamClient client() throws IOException {
        var client = new StreamClient();
        clients.add(client);
        return client;
    }

    /// A new client and its stream.
    ServedStream open() throws Exception {
        var client = client().connect(address());
        accepted();
        return openedFor(client);
    }

    /// The stream of a client that has connected, and whose channel was accepted.
    ServedStream openedFor(StreamClient client) throws Exception {
        var stream = poll(opened);
        stream.setClient(client);
        assertEquals(client.port(), ((InetSocketAddress) stream.channel().remoteAddress()).getPort());
        return stream;
    }

    /// The channel that was accepted next.
    Channel accepted() throws InterruptedException {
        return poll(accepted);
    }

    private static <T> T poll(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }

    List<ServedStream> open(int count) throws Exception {
        var streams = new ArrayList<ServedStream>();
        while (streams.size() < count) {
            streams.add(open());
        }
        return streams;
    }

    /// Another connection on the channel of a stream, in the place of the one that it was opened with.
    SseConnection reopen(ServedStream stream) {
        var connection = new SseConnection(stream.channel(), chunks);
        stream.channel().pipeline().removeLast();
        stream.channel().pipeline().addLast(connection);
        return connection;
    }

    /// Does it in one task of the loop, and throws what it throws.
    <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// The same, for what returns nothing.
    void runOnLoop(Task task) throws Exception {
        onLoop(() -> {
            task.run();
            return true;
        });
    }

    interface Task {
        void run() throws Exception;
    }

    /// Looks again and again, on the loop.
    void await(String what, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!onLoop(condition::getAsBoolean)) {
            assertTrue(System.nanoTime() < end, what);
            Thread.onSpinWait();
        }
    }

    /// Waits until the stream is closed, and for what the loop does after it.
    void awaitClosed(ServedStream stream) throws Exception {
        await("closed", () -> stream.closings() > 0);
    }

    @Override
    public void close() {
        clients.forEach(StreamClient::close);
        listening.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
