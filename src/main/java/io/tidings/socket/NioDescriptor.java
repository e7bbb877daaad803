package io.tidings.socket;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SelectableChannel;

/// In the native image, the descriptor of a channel of Java's, which the JDK and Netty do not show: the compiler of
/// the image resolves what is named here.
@TargetClass(ChannelDescriptor.class)
final class NioDescriptor {
    @Substitute
    static int of(Channel channel) {
        if (channel instanceof NioSocketChannel socket) {
            Object java = ((NettyChannel) (Object) socket).javaChannel();
            return ((JavaChannel) java).getFDVal();
        }
        return SystemSocket.NONE;
    }

    @TargetClass(className = "io.netty.channel.nio.AbstractNioChannel")
    static final class NettyChannel {
        @Alias
        native SelectableChannel javaChannel();
    }

    @TargetClass(className = "sun.nio.ch.SocketChannelImpl")
    static final class JavaChannel {
        @Alias
        native int getFDVal();
    }
}
