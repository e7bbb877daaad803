package io.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;

/// Finds the file descriptor of a channel. Netty's epoll, which the JVM uses on Linux, gives it. In the native image
/// all channels are Java's, and [NioDescriptor] takes the place of this.
final class ChannelDescriptor {
    private ChannelDescriptor() {}

    /// [SystemSocket#NONE] if it cannot be told.
    static int of(Channel channel) {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : SystemSocket.NONE;
    }
}
