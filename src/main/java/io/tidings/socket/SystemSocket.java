package io.tidings.socket;

import io.netty.channel.Channel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Locale;

/// The sockets of channels, past their pipelines. A file descriptor that is closed may be that of another client at
/// once, so it may be used only on the loop of its channel, which closes it, and only while the channel is open.
public final class SystemSocket {
    /// The file descriptor of a channel that has none, or does not tell it.
    public static final int NONE = -1;

    /// Linux' numbers, the same on x86-64 and aarch64.
    private static final int MSG_DONTWAIT = 0x40;

    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    private static final boolean IS_LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private SystemSocket() {}

    /// [#NONE] on other systems than Linux. Any thread may call it.
    public static int descriptor(Channel channel) {
        return IS_LINUX ? ChannelDescriptor.of(channel) : NONE;
    }

    /// Where a direct buffer begins.
    public static long address(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
    }

    /// Sends from an address on, and returns how many bytes the socket took. It takes none if it has no room, and
    /// if it is broken; the next write through the channel finds out which.
    public static int send(int descriptor, long address, int length) {
        return (int) Math.max(0, Calls.LIBRARY.send(descriptor, address, length, MSG_DONTWAIT | MSG_NOSIGNAL));
    }

    /// Sets for how long what was sent may go without an acknowledgement before the connection ends (RFC 5482, as
    /// `TCP_USER_TIMEOUT` of tcp(7)). Other sockets than TCP's go without.
    public static void limitSilence(int descriptor, Duration patience) {
        var value = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        value.putInt(0, (int) Math.min(patience.toMillis(), Integer.MAX_VALUE));
        var _ = Calls.LIBRARY.setOption(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, address(value), Integer.BYTES);
    }

    /// Apart, so that the library is looked for only where there is a descriptor.
    private static final class Calls {
        static final CLibrary LIBRARY = CLibrary.load();
    }
}
