package io.tidings.socket;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemSocketTest {
    private static final ByteBuffer BYTES = ByteBuffer.allocateDirect(10_000);
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final EpollEventLoopGroup loop = loop();
    private final Channel server = new ServerBootstrap()
            .group(loop)
            .channel(EpollServerSocketChannel.class)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
                    accepted.add(channel);
                }
            })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();

    private static EpollEventLoopGroup loop() {
        assumeTrue(Epoll.isAvailable(), "epoll is Linux'");
        return new EpollEventLoopGroup(1);
    }

    @AfterEach
    void stop() {
        server.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Socket connect() throws IOException {
        var address = (InetSocketAddress) server.localAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    private Channel accepted() throws InterruptedException {
        var channel = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat("accepted", channel != null);
        return channel;
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static int send(int descriptor) {
        return SystemSocket.send(descriptor, SystemSocket.address(BYTES), BYTES.capacity());
    }

    @Test
    void whatIsSentToTheDescriptorOfAChannelReachesItsClient() throws Exception {
        try (var client = connect()) {
            int descriptor = SystemSocket.descriptor(accepted());
            var bytes = ByteBuffer.allocateDirect(5).put(new byte[] {1, 2, 3, 4, 5});

            assertThat(onLoop(() -> SystemSocket.send(descriptor, SystemSocket.address(bytes) + 1, 3)), is(3));

            assertThat(client.getInputStream().readNBytes(3), is(new byte[] {2, 3, 4}));
        }
    }

    /// Wherever the position of the buffer is.
    @Test
    void theAddressIsThatOfTheFirstByte() {
        var bytes = ByteBuffer.allocateDirect(5);
        long address = SystemSocket.address(bytes);

        assertThat(SystemSocket.address(bytes.position(3).limit(4)), is(address));
    }

    @Test
    void aChannelOfJavaTellsNoDescriptor() {
        var channel = new NioSocketChannel();
        assertThat(SystemSocket.descriptor(channel), is(SystemSocket.NONE));
        channel.unsafe().closeForcibly();
    }

    @Test
    void aChannelWithoutASocketHasNoDescriptor() {
        assertThat(SystemSocket.descriptor(new EmbeddedChannel()), is(SystemSocket.NONE));
    }

    @Test
    void aFullSocketTakesNothing() throws Exception {
        try (var _ = connect()) {
            int descriptor = SystemSocket.descriptor(accepted());

            int rounds = onLoop(() -> {
                int sent = 0;
                while (send(descriptor) > 0) {
                    sent++;
                }
                return sent;
            });

            assertThat(rounds, is(greaterThan(0)));
        }
    }

    @Test
    void nothingCanBeSentToADescriptorThatIsNone() {
        assertThat(send(SystemSocket.NONE), is(0));
    }

    /// The loop is kept from noticing, and closing the channel, until it has sent.
    @Test
    void aSocketWhoseClientHasResetItTakesNothing() throws Exception {
        var client = connect();
        int descriptor = SystemSocket.descriptor(accepted());

        onLoop(() -> {
            client.setSoLinger(true, 0);
            client.close();
            assertThat("ECONNRESET", send(descriptor), is(0));
            assertThat("EPIPE", send(descriptor), is(0));
            return true;
        });
    }

    /// By default the kernel sends SIGPIPE, which ends a process that has no handler for it.
    @Test
    void aBrokenSocketRaisesNoSignal() throws Exception {
        var pipes = new AtomicInteger();
        var fence = new CountDownLatch(1);
        try (var _ = new SignalHandling("PIPE", pipes::incrementAndGet);
                var winch = new SignalHandling("WINCH", fence::countDown)) {
            aSocketWhoseClientHasResetItTakesNothing();

            // The JVM handles signals that wait in the order of their numbers, each in a thread of its own.
            winch.raise();
            assertThat("handled", fence.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("SIGPIPE handler")) {
                    thread.join();
                }
            }
        }
        assertThat(pipes.get(), is(0));
    }

    @Test
    void aTimeoutIsSet() throws Exception {
        try (var _ = connect()) {
            var channel = accepted();

            new UserTimeout(Duration.ofSeconds(7)).set(SystemSocket.descriptor(channel));

            assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT), is(7_000));
        }
    }
}
