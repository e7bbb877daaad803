import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A running server: where to subscribe and publish, and what it takes of the machine (from /proc, so Linux only).
record Server(String name, int port, Endpoints endpoints, Process process, Path output) implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;

    /// Starts a process and waits until it takes connections.
    static Server start(
            String name, int port, Endpoints endpoints, Map<String, String> environment, List<String> command)
            throws Exception {
        var output = Files.createTempFile("bench-" + name + "-", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var server = new Server(name, port, endpoints, process, output);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        for (int tries = 0; tries < 600; tries++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return server;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException(
                            name + " ended at once: " + String.join(" ", command) + "; " + server.whereItLogs());
                }
                Thread.sleep(50);
            }
        }
        server.close();
        throw new IOException(name + " takes no connections on port " + port + "; " + server.whereItLogs());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String subscribePath() {
        return endpoints.subscribePath();
    }

    String publishPath() {
        return endpoints.publishPath();
    }

    String whereItLogs() {
        return "its output is in " + output;
    }

    /// Seconds of CPU that the server and its children have taken.
    double cpuSeconds() throws IOException {
        double ticks = 0;
        for (long pid : pids()) {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    double residentMegabytes() throws IOException {
        double kilobytes = 0;
        for (long pid : pids()) {
            for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    kilobytes += Double.parseDouble(line.replaceAll("\\D", ""));
                }
            }
        }
        return kilobytes / 1024;
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid)).toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
