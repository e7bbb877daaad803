/// One load on each server in turn, several times; shown are medians. The cost of a delivery is also shown as a multiple
/// of that of floor in the same round.
record Comparison(String title, int subscribers, int rate, int messages, int publishers, Verdict.Targets targets)
        implements Bench.Scenario {
    private static final int BYTES = 100;

    @Override
    public void run(Options options, Report report) throws Exception {
        var name = title.substring(0, title.indexOf(':'));
        var servers = Servers.peers();
        servers.add(Servers.tidings(options));
        warmUp(servers.getLast());
        var rounds = Rounds.run(
                options.rounds(),
                servers,
                server -> FanOut.toAll(server, subscribers, rate, messages, BYTES, publishers));
        for (var server : servers) {
            var of = server.name();
            report.add(name, Report.row(
                    "server", of,
                    "CPU µs/delivery", rounds.median(of, FanOut.Result::cpuMicros),
                    "× floor", rounds.timesFloor(of, FanOut.Result::cpuMicros),
                    "p50 ms", rounds.median(of, FanOut.Result::p50),
                    "p99 ms", rounds.median(of, FanOut.Result::p99),
                    "max ms", rounds.median(of, FanOut.Result::max),
                    "lost", rounds.sum(of, FanOut.Result::lost),
                    "out of order", rounds.sum(of, FanOut.Result::reordered),
                    "messages/s", rounds.median(of, FanOut.Result::rate),
                    "RSS MB", rounds.median(of, FanOut.Result::megabytes)));
            server.close();
        }
        targets.judge(new Verdict(name, rounds, report), options);
    }

    /// Long enough for the JVM's compilers to be done.
    static void warmUp(Server tidings) throws Exception {
        for (int i = 0; i < 2; i++) {
            FanOut.toAll(tidings, 200, 1_000, 8_000, BYTES, 8).run(tidings);
        }
    }
}
