import java.util.List;

/// How long one event takes that has the server to itself: some idle subscribers, and one publisher that sends 50
/// messages a second through one connection. Counted is the time from the first byte of the POST until a subscriber has
/// read the event. With several subscribers, each of them counts.
record Latency() implements Bench.Scenario {
    private static final List<Integer> SUBSCRIBERS = List.of(1, 10, 100);
    private static final int RATE = 50;
    private static final int MESSAGES = 1_000;
    private static final double MOST_TIMES_FLOOR = 1.5;

    @Override
    public void run(Options options, Report report) throws Exception {
        var servers = Servers.peers();
        servers.add(Servers.tidings(options));
        Comparison.warmUp(servers.getLast());
        for (int subscribers : SUBSCRIBERS) {
            var rounds = Rounds.run(
                    options.rounds(),
                    servers,
                    server -> FanOut.toAll(server, subscribers, RATE, MESSAGES, 100, 1));
            for (var server : servers) {
                show(report, subscribers, server.name(), rounds);
            }
            if (subscribers == 1 && rounds.has("floor")) {
                judge(options, report, rounds.timesFloor("tidings", FanOut.Result::p50));
            }
        }
        servers.forEach(Server::close);
    }

    private static void show(Report report, int subscribers, String server, Rounds rounds) {
        report.add("latency", Report.row(
                "idle subscribers", subscribers,
                "server", server,
                "p50 µs", 1_000 * rounds.median(server, FanOut.Result::p50),
                "× floor", rounds.timesFloor(server, FanOut.Result::p50),
                "p99 µs", 1_000 * rounds.median(server, FanOut.Result::p99),
                "p99.9 µs", 1_000 * rounds.median(server, FanOut.Result::p999),
                "lost", rounds.sum(server, FanOut.Result::lost)));
    }

    /// With a log on a disk the event waits for its commit, so there the ratio says more about the disk.
    private static void judge(Options options, Report report, double timesFloor) {
        var what = "latency: one event to one idle subscriber, p50";
        var target = "≤ " + MOST_TIMES_FLOOR + " × floor's";
        var figure = Report.shown(timesFloor) + " × floor's";
        if (options.inMemory()) {
            report.target(what, target, figure, timesFloor <= MOST_TIMES_FLOOR);
        } else {
            report.informative(what, target + ", in memory", figure);
        }
    }
}
