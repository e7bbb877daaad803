package io.tidings.socket;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// How long a peer may leave what was sent to it without an acknowledgement before its connection ends (RFC 5482; the
/// option `TCP_USER_TIMEOUT` of tcp(7)). Any thread may use it.
public final class UserTimeout {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    /// In milliseconds, outside of the heap, where the C library reads it.
    private final ByteBuffer value = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());

    public UserTimeout(Duration timeout) {
        value.putInt(0, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    }

    /// Sets it for a socket. Sockets other than those of TCP go without.
    public void set(int descriptor) {
        try {
            var _ = SystemSocket.Calls.LIBRARY.setOption(
                    descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, SystemSocket.address(value), Integer.BYTES);
        } finally {
            Reference.reachabilityFence(value);
        }
    }
}
