import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Many topics with one listener each, ten on a connection; then a pattern of its own for each connection; then some
/// that hear everything. Each message goes to a topic by chance. What it costs should depend on its listeners alone.
record Topics() implements Bench.Scenario {
    private static final int RATE = 1_000;
    private static final int MESSAGES = 5_000;
    private static final int PER_CONNECTION = 10;

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(options)) {
            Comparison.warmUp(server);
            double few = measure(server, report, "exact", 100, 0);
            measure(server, report, "exact", 1_000, 0);
            double many = measure(server, report, "exact", 100_000, 0);
            measure(server, report, "pattern each", 100, 0);
            double patterns = measure(server, report, "pattern each", 10_000, 0);
            measure(server, report, "exact, and ten hear **", 100_000, PER_CONNECTION);
            report.target(
                    "topics: 100,000 beside 100, CPU per message", "≤ 1.5 ×", Report.shown(many / few) + " ×", many / few <= 1.5);
            report.target(
                    "topics: 10,000 patterns beside 100 topics", "≤ 1.5 ×", Report.shown(patterns / few) + " ×", patterns / few <= 1.5);
        }
    }

    /// Returns the microseconds of CPU for a message.
    private static double measure(Server server, Report report, String kind, int topics, int hearAll) throws Exception {
        boolean pattern = kind.startsWith("pattern");
        int connections = pattern ? topics : topics / PER_CONNECTION;
        var prefix = (pattern ? "p" : "t") + topics;
        IntFunction<String> paths = i -> {
            if (i >= connections) {
                return "/topics/**";
            }
            return pattern
                    ? "/topics/" + prefix + "/" + i + "/**"
                    : "/events?" + IntStream.range(i * PER_CONNECTION, (i + 1) * PER_CONNECTION)
                            .mapToObj(topic -> "topic=" + prefix + "/" + topic)
                            .collect(Collectors.joining("&"));
        };
        var random = new Random(topics);
        var chosen = IntStream.range(0, RATE + MESSAGES).map(_ -> random.nextInt(topics)).toArray();
        int heard = 1 + hearAll;
        var load = new FanOut(
                connections + hearAll, RATE, RATE, MESSAGES, 100, 8, heard, paths,
                number -> "/topics/" + prefix + "/" + chosen[(int) number] + (pattern ? "/x" : ""));
        var result = load.run(server);
        report.add("topics", Report.row(
                "listening", kind,
                "topics", topics,
                "connections", connections + hearAll,
                "CPU µs/message", result.cpuMicros() * heard,
                "CPU µs/delivery", result.cpuMicros(),
                "p50 ms", result.p50(),
                "p99 ms", result.p99(),
                "lost", result.lost(),
                "RSS MB", result.megabytes()));
        return result.cpuMicros() * heard;
    }
}
