import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Streams on which nothing happens: what each takes of the heap (JVM only) and of memory, and what their heartbeats
/// take of the CPU.
record Idle() implements Bench.Scenario {
    private static final int STREAMS = 10_000;
    private static final int SECONDS = 30;

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(options)) {
            Comparison.warmUp(server);
            double heap = liveHeapBytes(server);
            double memory = server.residentMegabytes();
            try (var _ = new Streams(List.of(server), STREAMS, Streams.all(Servers.TOPIC), 1, 0)) {
                Thread.sleep(2_000);
                double perStream = (liveHeapBytes(server) - heap) / STREAMS;
                double cpu = server.cpuSeconds();
                Thread.sleep(SECONDS * 1_000);
                double share = (server.cpuSeconds() - cpu) / SECONDS * 100;
                report.add("idle", Report.row(
                        "streams", STREAMS,
                        "live heap, bytes/stream", perStream,
                        "RSS MB before", memory,
                        "RSS MB with them", server.residentMegabytes(),
                        "CPU, % of a core", share));
                if (!Double.isNaN(perStream)) {
                    report.target("idle: live heap per subscriber", "≤ 4 KB", Report.shown(perStream / 1024) + " KB", perStream <= 4096);
                }
                report.target("idle: CPU", "heartbeats alone", Report.shown(share) + " % of a core", share <= 5);
            }
        }
    }

    /// What each stream takes of the live heap.
    static double bytesPerStream(Server server) throws Exception {
        double heap = liveHeapBytes(server);
        try (var _ = new Streams(List.of(server), STREAMS, Streams.all(Servers.TOPIC), 1, 0)) {
            Thread.sleep(2_000);
            return (liveHeapBytes(server) - heap) / STREAMS;
        }
    }

    /// Of a JVM, after a collection; of another program it is not known.
    private static double liveHeapBytes(Server server) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, String.valueOf(server.process().pid()), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return lines.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToDouble(line -> Double.parseDouble(line.trim().split("\\s+")[2]))
                .findFirst()
                .orElse(Double.NaN);
    }
}
