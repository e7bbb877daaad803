import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a change costs: the build before it and this one, started anew for each round and measured in turn, the first of
/// a round being the second of the next. The machine drifts, so a figure counts as a multiple of the other's in the same
/// round. What the JVM's compilers make of the same code differs from process to process by up to a fifth.
record Change() implements Bench.Scenario {
    private static final int KEPT = 250_000;
    private static final int SECONDS = 4;

    /// Measures one figure of a server.
    private interface Figure {
        double of(Server server) throws Exception;
    }

    private static final Map<String, Figure> FIGURES = new LinkedHashMap<>();

    static {
        FIGURES.put("wide: CPU µs/delivery", server -> FanOut.toAll(server, 2_000, 15, 120, 100, 1).run(server).cpuMicros());
        FIGURES.put("fast: CPU µs/delivery", server -> FanOut.toAll(server, 100, 1_000, 5_000, 100, 8).run(server).cpuMicros());
        FIGURES.put("publish: CPU µs/event", server -> publishing(server, 256, 1));
        FIGURES.put("publish: CPU µs/event of a batch", server -> publishing(server, 8, Publishing.BATCH));
        FIGURES.put("replay: CPU µs/event", Change::replaying);
        FIGURES.put("idle: live heap, bytes/stream", Idle::bytesPerStream);
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        if (options.before().isEmpty()) {
            System.err.println("change does not take part: it needs --before COMMAND.");
            return;
        }
        var rounds = new ArrayList<Map<String, Pair>>();
        for (int round = 0; round < options.rounds(); round++) {
            rounds.add(round(options, round % 2 == 0));
        }
        for (var figure : FIGURES.keySet()) {
            report.add(
                    "change",
                    row(figure, rounds.stream().map(round -> round.get(figure)).toList()));
        }
    }

    /// A figure of both builds in one round.
    private record Pair(double before, double now) {
        double ratio() {
            return now / before;
        }
    }

    private static Map<String, Pair> round(Options options, boolean beforeFirst) throws Exception {
        var optionsOfBefore = options.of(options.before());
        try (var first = start(beforeFirst ? optionsOfBefore : options);
                var second = start(beforeFirst ? options : optionsOfBefore)) {
            var pairs = new LinkedHashMap<String, Pair>();
            for (var figure : FIGURES.entrySet()) {
                double ofFirst = figure.getValue().of(first);
                double ofSecond = figure.getValue().of(second);
                pairs.put(figure.getKey(), beforeFirst ? new Pair(ofFirst, ofSecond) : new Pair(ofSecond, ofFirst));
            }
            return pairs;
        }
    }

    private static Server start(Options options) throws Exception {
        var server = Servers.tidings(options, "tidings.retention.\"kept\".max-events=" + 2 * KEPT);
        Comparison.warmUp(server);
        Replay.fill(server, KEPT);
        replaying(server);
        publishing(server, 256, 1);
        publishing(server, 8, Publishing.BATCH);
        return server;
    }

    private static Map<String, Object> row(String figure, List<Pair> pairs) {
        var ratios = pairs.stream().map(Pair::ratio).toList();
        return Report.row(
                "figure", figure,
                "before", Rounds.median(pairs, Pair::before),
                "now", Rounds.median(pairs, Pair::now),
                "× before", Rounds.median(ratios, Double::doubleValue),
                "least", ratios.stream().min(Double::compare).orElseThrow(),
                "most", ratios.stream().max(Double::compare).orElseThrow());
    }

    private static double publishing(Server server, int publishers, int batch) throws Exception {
        double cpu = server.cpuSeconds();
        var answers = Publishing.measure(server, Publishing.request(server, batch), publishers, SECONDS);
        return (server.cpuSeconds() - cpu) * 1e6 / ((double) answers.count() * batch);
    }

    private static double replaying(Server server) throws Exception {
        double cpu = server.cpuSeconds();
        for (int i = 0; i < 4; i++) {
            Replay.replay(server, KEPT);
        }
        return (server.cpuSeconds() - cpu) * 1e6 / (4.0 * KEPT);
    }
}
