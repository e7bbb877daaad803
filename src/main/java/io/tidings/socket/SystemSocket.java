package io.tidings.socket;

import io.netty.channel.Channel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Locale;

/// The sockets of channels, past their pipelines. A file descriptor that is closed may be that of another client at
/// once, so it may be used only on the loop of its channel, which closes it, and only while the channel is open.
public final class SystemSocket {
    /// The file descriptor of a channel that has none, or does not tell it.
    public static final int NONE = -1;

    /// Linux' numbers, the same on x86-64 and aarch64.
    private static final int MSG_DONTWAIT = 0x40;

    private static final int MSG_NOSIGNAL = 0x4000;

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

    /// Apart, so that the library is looked for only where there is a descriptor.
    static final class Calls {
        private Calls() {}

        static final CLibrary LIBRARY = CLibrary.load();
    }
}
