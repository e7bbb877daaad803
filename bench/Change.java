import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a change costs: the build before it and this one, started together and measured in turn, the first of a round
/// being the second of the next. The machine drifts, so a figure counts as a multiple of the other's in the same round.
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
        var retention = "tidings.retention.\"kept\".max-events=" + 2 * KEPT;
        try (var before = Servers.tidings(options.of(options.before()), retention);
                var now = Servers.tidings(options, retention)) {
            for (var server : List.of(before, now)) {
                Comparison.warmUp(server);
                Replay.fill(server, KEPT);
                replaying(server);
                publishing(server, 256, 1);
                publishing(server, 8, Publishing.BATCH);
            }
            for (var figure : FIGURES.entrySet()) {
                report.add("change", compared(figure.getKey(), figure.getValue(), before, now, options.rounds()));
            }
        }
    }

    private static Map<String, Object> compared(String name, Figure figure, Server before, Server now, int rounds)
            throws Exception {
        var of = Map.of(before, new ArrayList<Double>(), now, new ArrayList<Double>());
        for (int round = 0; round < rounds; round++) {
            for (var server : round % 2 == 0 ? List.of(before, now) : List.of(now, before)) {
                of.get(server).add(figure.of(server));
            }
        }
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(of.get(now).get(round) / of.get(before).get(round));
        }
        return Report.row(
                "figure", name,
                "before", Rounds.median(of.get(before), Double::doubleValue),
                "now", Rounds.median(of.get(now), Double::doubleValue),
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
