import java.util.ArrayList;
import java.util.List;

/// How the cost of a delivery grows: with the number of subscribers at about 30,000 deliveries a second, or with the
/// size of a message to 100 subscribers, at 300 messages a second; 20 if they are large.
record Growth(String name, List<Integer> steps) implements Bench.Scenario {
    private static final int DELIVERIES_PER_SECOND = 30_000;
    private static final int SECONDS = 8;
    private static final int LARGE = 65_536;
    private static final double MOST_TIMES_FLOOR = 1.3;

    @Override
    public void run(Options options, Report report) throws Exception {
        var servers = new ArrayList<Server>();
        Servers.floor().ifPresent(servers::add);
        servers.add(Servers.tidings(options));
        Comparison.warmUp(servers.getLast());
        for (int step : steps) {
            double floor = Double.NaN;
            for (var server : servers) {
                var result = load(server, step).run(server);
                if (server.name().equals("floor")) {
                    floor = result.cpuMicros();
                }
                report.add(name, Report.row(
                        name, step,
                        "server", server.name(),
                        "CPU µs/delivery", result.cpuMicros(),
                        "× floor", result.cpuMicros() / floor,
                        "p50 ms", result.p50(),
                        "p99 ms", result.p99(),
                        "lost", result.lost(),
                        "RSS MB", result.megabytes()));
                if (step == LARGE && server.name().equals("tidings") && !Double.isNaN(floor)) {
                    judge(report, result.cpuMicros() / floor);
                }
            }
        }
        servers.forEach(Server::close);
    }

    private void judge(Report report, double timesFloor) {
        report.target(
                name + ": 64 KB to 100 subscribers, CPU per delivery",
                "≤ " + MOST_TIMES_FLOOR + " × floor",
                Report.shown(timesFloor) + " × floor",
                timesFloor <= MOST_TIMES_FLOOR);
    }

    private FanOut load(Server server, int step) {
        if (name.equals("size")) {
            int rate = step > 10_000 ? 20 : 300;
            return FanOut.toAll(server, 100, rate, rate * SECONDS, step, 1);
        }
        int rate = Math.max(1, DELIVERIES_PER_SECOND / step);
        return FanOut.toAll(server, step, rate, rate * SECONDS, 100, 1);
    }
}
