import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// How many events are acknowledged a second, one by one and in batches, and how long one takes that is alone; beside
/// what one fsync takes on the same disk.
record Publishing() implements Bench.Scenario {
    private static final int SECONDS = 8;
    static final int BATCH = 500;

    @Override
    public void run(Options options, Report report) throws Exception {
        double fsync = fsyncMillis(options.data());
        try (var server = Servers.tidings(options)) {
            var single = request(server, 1);
            var batch = request(server, BATCH);
            for (int i = 0; i < 2; i++) {
                measure(server, single, 256, SECONDS);
                measure(server, batch, 8, SECONDS);
            }
            double singles = show(report, "single events, 256 publishers", measure(server, single, 256, SECONDS), 1);
            double batches = show(report, "batches of 500, 8 publishers", measure(server, batch, 8, SECONDS), BATCH);
            var alone = alone(server);
            report.add("publish", Report.row(
                    "publishers", "single events, one publisher, 50/s",
                    "events/s", Double.NaN,
                    "p50 ms", alone.millis(0.5),
                    "p99 ms", alone.millis(0.99)));
            report.add("publish", Report.row(
                    "publishers", "one fsync on this disk", "events/s", Double.NaN, "p50 ms", fsync, "p99 ms", Double.NaN));
            report.target("publish: single events", "≥ 20,000/s", Report.shown(singles) + "/s", singles >= 20_000);
            report.target("publish: batches of 500", "≥ 60,000/s", Report.shown(batches) + "/s", batches >= 60_000);
            report.target(
                    "publish: p99 of one alone", "≤ 3 × fsync = " + Report.shown(3 * fsync) + " ms",
                    Report.shown(alone.millis(0.99)) + " ms", alone.millis(0.99) <= 3 * fsync);
        }
    }

    /// A request that publishes so many events.
    static byte[] request(Server server, int events) {
        var data = "x".repeat(100);
        return events == 1
                ? Publisher.request(server, Servers.TOPIC, data)
                : Publisher.request(server, "/events", "{\"topic\":\"bench\",\"data\":\"%s\"}\n".formatted(data).repeat(events));
    }

    static Latencies measure(Server server, byte[] request, int publishers, int seconds) throws IOException {
        return new ClosedLoop(List.of(server), (_, _) -> request).run(publishers, seconds, Long.MAX_VALUE);
    }

    private static double show(Report report, String what, Latencies answers, int batch) {
        double rate = (double) answers.count() * batch / SECONDS;
        report.add("publish", Report.row(
                "publishers", what, "events/s", rate, "p50 ms", answers.millis(0.5), "p99 ms", answers.millis(0.99)));
        return rate;
    }

    private static Latencies alone(Server server) throws Exception {
        var latencies = new Latencies();
        try (var publisher = new Publisher(server)) {
            for (int i = 0; i < 500; i++) {
                Thread.sleep(20);
                long begin = System.nanoTime();
                publisher.post(Servers.TOPIC, "x".repeat(100));
                latencies.add(System.nanoTime() - begin);
            }
        }
        return latencies;
    }

    /// The median of writing 4 KB to the end of a file and waiting for the disk.
    private static double fsyncMillis(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "bench-fsync-", "");
        var latencies = new Latencies();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 200; i++) {
                channel.write(ByteBuffer.wrap("x".repeat(4096).getBytes(StandardCharsets.US_ASCII)));
                long begin = System.nanoTime();
                channel.force(false);
                latencies.add(System.nanoTime() - begin);
            }
        }
        Files.delete(file);
        return latencies.millis(0.5);
    }
}
