package io.tidings.log.redis;

import io.tidings.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A `redis-server` of the machine, as a process on a free port of the loopback that keeps its files in a
/// folder. It can be killed and started again.
public final class RedisServer implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<String> settings;
    private Process process;

    private RedisServer(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    /// Starts it with settings such as `--appendonly yes`, each word on its own.
    public static RedisServer start(Path folder, String... settings) throws IOException {
        var server = new RedisServer(folder, FreePort.find(), List.of(settings));
        server.start();
        return server;
    }

    /// Starts a sentinel that watches a primary named `hub`, with two others.
    public static RedisServer startSentinel(Path folder, int primary) throws IOException {
        Files.createDirectories(folder);
        var settings = Files.writeString(folder.resolve("sentinel.conf"), """
                sentinel monitor hub 127.0.0.1 %d 2
                sentinel down-after-milliseconds hub 1000
                sentinel failover-timeout hub 6000
                """.formatted(primary));
        var sentinel = new RedisServer(folder, FreePort.find(), List.of());
        sentinel.startWith(List.of("redis-server", settings.toString(), "--sentinel"));
        return sentinel;
    }

    public void start() throws IOException {
        startWith(List.of("redis-server", "--save", ""));
    }

    private void startWith(List<String> program) throws IOException {
        Files.createDirectories(folder);
        var command = new ArrayList<>(program);
        command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis.log").toFile()))
                .start();
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        while (true) {
            try {
                if (command("PING").contains("PONG")) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("redis-server did not start: see " + folder.resolve("redis.log"), e);
                }
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// Sends one command without spaces in its words and returns what comes first.
    public String command(String line) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            var answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// A client as the hub has one.
    public Redis client(Vertx vertx) {
        return client(vertx, uri());
    }

    /// A client of another address, or with a user of its own.
    public static Redis client(Vertx vertx, String uri) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(uri)
                        .setMaxPoolSize(10)
                        .setMaxPoolWaiting(64)
                        .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(5)));
    }

    /// It hangs: its connections stay, and new ones are accepted, but nobody is answered.
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// It goes on, first with what it was sent meanwhile.
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
