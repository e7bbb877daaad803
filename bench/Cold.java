import java.util.ArrayList;
import java.util.List;

/// What a process costs that has just started: the CPU of a delivery in the load `fast`, whose first 6,000 messages take
/// six seconds if the process keeps up, beside that of the same process under the same load once it is warm. Each round
/// starts a process of its own.
record Cold() implements Bench.Scenario {
    private static final int RATE = 1_000;
    private static final int SECONDS = 6;
    private static final double MOST_TIMES_WARM = 1.5;

    @Override
    public void run(Options options, Report report) throws Exception {
        var cold = new ArrayList<FanOut.Result>();
        var warm = new ArrayList<FanOut.Result>();
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < options.rounds(); round++) {
            try (var server = Servers.tidings(options)) {
                var load = FanOut.toAll(server, 100, RATE, RATE * SECONDS, 100, 8).withoutWarmUp();
                cold.add(load.run(server));
                Comparison.warmUp(server);
                warm.add(load.run(server));
                ratios.add(cold.getLast().cpuMicros() / warm.getLast().cpuMicros());
            }
        }
        double ratio = Rounds.median(ratios, Double::doubleValue);
        show(report, "just started", cold, ratio);
        show(report, "warm", warm, 1);
        judge(options, report, ratio);
    }

    private static void show(Report report, String process, List<FanOut.Result> of, double timesWarm) {
        report.add("cold", Report.row(
                "process", process,
                "CPU µs/delivery", Rounds.median(of, FanOut.Result::cpuMicros),
                "× warm", timesWarm,
                "p50 ms", Rounds.median(of, FanOut.Result::p50),
                "p99 ms", Rounds.median(of, FanOut.Result::p99),
                "max ms", Rounds.median(of, FanOut.Result::max),
                "lost", of.stream().mapToLong(FanOut.Result::lost).sum(),
                "messages/s", Rounds.median(of, FanOut.Result::rate)));
    }

    private static void judge(Options options, Report report, double timesWarm) {
        var what = "cold: CPU per delivery in the first " + SECONDS + " s";
        var target = "≤ " + MOST_TIMES_WARM + " × warm";
        var figure = Report.shown(timesWarm) + " × warm";
        if (options.startsPrepared()) {
            report.target(what, target, figure, timesWarm <= MOST_TIMES_WARM);
        } else {
            report.informative(what, target + ", with its AOT cache", figure);
        }
    }
}
