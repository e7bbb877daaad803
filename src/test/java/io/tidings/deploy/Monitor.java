package io.tidings.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.log.redis.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// All commands that a Redis is sent, those of scripts included.
final class Monitor implements AutoCloseable {
    private final Socket socket;
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();

    private Monitor(Socket socket) {
        this.socket = socket;
    }

    /// Hears every command that comes after it has returned.
    static Monitor of(RedisServer redis) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        socket.getOutputStream().write("MONITOR\r\n".getBytes(UTF_8));
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        if (!in.readLine().equals("+OK")) {
            throw new IOException("Redis cannot be watched");
        }
        var monitor = new Monitor(socket);
        Thread.ofVirtual().start(() -> monitor.read(in));
        return monitor;
    }

    private void read(BufferedReader in) {
        try {
            in.lines().forEach(commands::add);
        } catch (UncheckedIOException _) {
            // It was closed.
        }
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
