package io.tidings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Ports of the loopback interface that nobody listens to.
public final class FreePort {
    /// Test processes that run side by side find every other pair of ports. Linux offers even ones alone.
    private static final int REMAINDER = Integer.getInteger("tidings.test.process", 0) % 2;

    private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /// Finds one that no earlier call has found: the system may offer the same port twice before anybody
    /// listens to it. Another process may take it before the caller does.
    public static int find() {
        while (true) {
            int port = offered();
            if (port / 2 % 2 == REMAINDER && FOUND.add(port)) {
                return port;
            }
        }
    }

    private static int offered() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
