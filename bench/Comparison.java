import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// One load on each server in turn, several times; shown are medians. The cost of a delivery is also shown as a multiple
/// of that of floor in the same round, because the machine drifts.
record Comparison(String title, int subscribers, int rate, int messages, int publishers, double target)
        implements Bench.Scenario {
    private static final int BYTES = 100;

    @Override
    public void run(Options options, Report report) throws Exception {
        var name = title.substring(0, title.indexOf(':'));
        var servers = Servers.peers();
        servers.add(Servers.tidings(options));
        warmUp(servers.getLast());
        var results = new HashMap<Server, List<FanOut.Result>>();
        var ratios = new HashMap<Server, List<Double>>();
        for (int round = 0; round < options.rounds(); round++) {
            double floor = Double.NaN;
            for (var server : servers) {
                var result = FanOut.toAll(server, subscribers, rate, messages, BYTES, publishers).run(server);
                if (server.name().equals("floor")) {
                    floor = result.cpuMicros();
                }
                results.computeIfAbsent(server, _ -> new ArrayList<>()).add(result);
                ratios.computeIfAbsent(server, _ -> new ArrayList<>()).add(result.cpuMicros() / floor);
            }
        }
        for (var server : servers) {
            var of = results.get(server);
            report.add(name, Report.row(
                    "server", server.name(),
                    "CPU µs/delivery", median(of, FanOut.Result::cpuMicros),
                    "× floor", median(ratios.get(server), Double::doubleValue),
                    "p50 ms", median(of, FanOut.Result::p50),
                    "p99 ms", median(of, FanOut.Result::p99),
                    "max ms", median(of, FanOut.Result::max),
                    "lost", of.stream().mapToLong(FanOut.Result::lost).sum(),
                    "out of order", of.stream().mapToLong(FanOut.Result::reordered).sum(),
                    "messages/s", median(of, FanOut.Result::rate),
                    "RSS MB", median(of, FanOut.Result::megabytes)));
            server.close();
        }
        judge(name, report, servers, results, ratios);
    }

    /// Long enough for the JVM's compilers to be done.
    static void warmUp(Server tidings) throws Exception {
        for (int i = 0; i < 2; i++) {
            FanOut.toAll(tidings, 200, 1_000, 8_000, BYTES, 8).run(tidings);
        }
    }

    private void judge(
            String name,
            Report report,
            List<Server> servers,
            Map<Server, List<FanOut.Result>> results,
            Map<Server, List<Double>> ratios) {
        var tidings = servers.getLast();
        double ratio = median(ratios.get(tidings), Double::doubleValue);
        report.target(name + ": CPU per delivery", "≤ " + target + " × floor", Report.shown(ratio) + " × floor", ratio <= target);
        long lost = results.get(tidings).stream().mapToLong(result -> result.lost() + result.reordered()).sum();
        report.target(name + ": lost or out of order", "0", String.valueOf(lost), lost == 0);
        servers.stream().filter(server -> server.name().equals("nchan")).findFirst().ifPresent(nchan -> {
            double ours = median(results.get(tidings), FanOut.Result::p99);
            double theirs = median(results.get(nchan), FanOut.Result::p99);
            report.target(
                    name + ": p99 latency", "≤ Nchan's " + Report.shown(theirs) + " ms", Report.shown(ours) + " ms", ours <= theirs);
            double cost = median(ratios.get(nchan), Double::doubleValue);
            report.target(
                    name + ": CPU beside Nchan", "< " + Report.shown(cost) + " × floor", Report.shown(ratio) + " × floor", ratio < cost);
        });
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        var sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElse(Double.NaN);
    }
}
