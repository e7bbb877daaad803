package io.tidings.stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/// What a server's channels are made of. A test that asks for one which the system does not have is left out.
enum Transport {
    /// Tells descriptors, so the C library sends.
    EPOLL(EpollServerSocketChannel.class) {
        @Override
        EventLoopGroup oneLoop() {
            assumeTrue(Epoll.isAvailable(), "epoll is Linux'");
            return new EpollEventLoopGroup(1);
        }
    },
    /// Tells no descriptors on a JVM, so the pipeline sends.
    NIO(NioServerSocketChannel.class) {
        @Override
        EventLoopGroup oneLoop() {
            return new NioEventLoopGroup(1);
        }
    };

    private final Class<? extends ServerChannel> serverChannel;

    Transport(Class<? extends ServerChannel> serverChannel) {
        this.serverChannel = serverChannel;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    abstract EventLoopGroup oneLoop();
}
