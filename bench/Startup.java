import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Measures how long a server takes from its start to the first event of `/talk`, and its memory after that.
///
/// Usage: `java bench/Startup.java COMMAND [ARGUMENT…]`, with the command of a server that takes QUARKUS_HTTP_PORT from
/// its environment; it keeps its log in memory. Starts it eleven times, leaves out the first, and prints medians. Linux only:
/// memory is VmRSS of /proc.
public final class Startup {
    private static final int RUNS = 10;
    private static final byte[] REQUEST =
            "GET /talk HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Startup() {}

    public static void main(String[] command) throws Exception {
        if (command.length == 0) {
            System.err.println("usage: java bench/Startup.java COMMAND [ARGUMENT...]");
            System.exit(2);
        }
        var figures = measure(command);
        System.out.printf("first event of /talk: %.1f ms, memory after it (RSS): %.1f MB%n", figures.millis, figures.megabytes);
    }

    /// Medians.
    record Sample(double millis, double megabytes) {}

    static Sample measure(String[] command) throws Exception {
        start(command);
        var millis = new double[RUNS];
        var megabytes = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            var sample = start(command);
            millis[run] = sample.millis;
            megabytes[run] = sample.megabytes;
        }
        return new Sample(median(millis), median(megabytes));
    }

    private static Sample start(String[] command) throws Exception {
        int port = freePort();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_SHUTDOWN_DELAY", "0s");
        builder.environment().put("TIDINGS_LOG_ENGINE", "memory");
        long begin = System.nanoTime();
        var process = builder.start();
        try {
            awaitFirstEvent(process, port);
            double millis = (System.nanoTime() - begin) / 1e6;
            return new Sample(millis, residentMegabytes(process.pid()));
        } finally {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    /// Tries every millisecond until the server answers with an event.
    private static void awaitFirstEvent(Process process, int port) throws Exception {
        while (process.isAlive()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(REQUEST);
                var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                if (lines.lines().anyMatch(line -> line.startsWith("id:"))) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(1);
            }
        }
        throw new IOException("the server ended with status " + process.exitValue() + ": start it by hand to see why");
    }

    private static double residentMegabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no VmRSS in /proc/" + pid + "/status");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[RUNS / 2 - 1] + values[RUNS / 2]) / 2;
    }
}
