package io.tidings.deploy;

import io.tidings.Certificate;
import io.tidings.FreePort;
import io.tidings.PackagedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A proxy as a process on free ports of the loopback. It has its configuration of `deploy/`, with other
/// addresses and files, and may have 20,000 files open, as in many a container.
final class RunningProxy implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final URI plain;
    private final URI tls;
    private final Path log;

    private RunningProxy(Process process, URI plain, URI tls, Path log) {
        this.process = process;
        this.plain = plain;
        this.tls = tls;
        this.log = log;
    }

    /// Starts it in front of two replicas, which may be one, and returns once it passes on requests. It keeps
    /// its files in a folder of its own in the parent.
    static RunningProxy start(Proxy proxy, Path parent, Certificate certificate, List<PackagedServer> replicas)
            throws IOException, InterruptedException {
        var folder = Files.createDirectory(parent.resolve(proxy.name()));
        int port = FreePort.find();
        int tlsPort = FreePort.find();
        var edits = new LinkedHashMap<>(proxy.edits());
        edits.put("tidings-1:8080", "127.0.0.1:" + replicas.getFirst().at("/").getPort());
        edits.put("tidings-2:8080", "127.0.0.1:" + replicas.getLast().at("/").getPort());
        edits.put("*:8080", "127.0.0.1:" + port);
        edits.put("*:8443", "127.0.0.1:" + tlsPort);
        edits.put(":8080", ":" + port);
        edits.put(":8443", ":" + tlsPort);
        edits.put("/etc/tidings/tls.crt", certificate.certificate().toString());
        edits.put("/etc/tidings/tls.key", certificate.key().toString());
        var file = edited(proxy.configuration(), folder, edits);
        var log = folder.resolve("log");
        var running = new RunningProxy(
                process(proxy.command(file, port), folder, log),
                URI.create("http://localhost:" + port),
                URI.create("https://localhost:" + tlsPort),
                log);
        running.awaitAnswer();
        return running;
    }

    private static Path edited(Path configuration, Path folder, Map<String, String> edits) throws IOException {
        var text = Files.readString(configuration);
        for (var edit : edits.entrySet()) {
            text = text.replace(edit.getKey(), edit.getValue());
        }
        return Files.writeString(folder.resolve(configuration.getFileName()), text);
    }

    private static Process process(List<String> command, Path folder, Path log) throws IOException {
        var limited = new ArrayList<>(List.of("bash", "-c", "ulimit -n 20000; exec \"$@\"", "bash"));
        limited.addAll(command);
        var builder = new ProcessBuilder(limited).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("TIDINGS_TLS", "1");
        // Where Caddy writes.
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        return builder.start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(plain.resolve("/q/health/started")).build();
            while (!answers(client, request)) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                    close();
                    throw new IOException("the proxy did not start: " + Files.readString(log));
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    URI at(String path) {
        return plain.resolve(path);
    }

    URI at(String path, Way way) {
        return (way.tls() ? tls : plain).resolve(path);
    }

    /// What it has logged.
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it and its workers.
    @Override
    public void close() {
        var workers = process.descendants().toList();
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join().destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
