import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The results of one load that each server carried in turn, several times. Figures are medians over the rounds. The
/// machine drifts, so a figure that is compared with another server's is divided by that server's of the same round.
final class Rounds {
    private final Map<String, List<FanOut.Result>> results = new LinkedHashMap<>();

    private Rounds() {}

    static Rounds run(int rounds, List<Server> servers, Function<Server, FanOut> load) throws Exception {
        var all = new Rounds();
        for (int round = 0; round < rounds; round++) {
            for (var server : servers) {
                var result = load.apply(server).run(server);
                all.results.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(result);
            }
        }
        return all;
    }

    boolean has(String server) {
        return results.containsKey(server);
    }

    double median(String server, ToDoubleFunction<FanOut.Result> figure) {
        return median(results.get(server), figure);
    }

    /// A figure as a multiple of floor's; not a number if floor does not take part.
    double timesFloor(String server, ToDoubleFunction<FanOut.Result> figure) {
        if (!has("floor")) {
            return Double.NaN;
        }
        var of = results.get(server);
        var floor = results.get("floor");
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < of.size(); round++) {
            ratios.add(figure.applyAsDouble(of.get(round)) / figure.applyAsDouble(floor.get(round)));
        }
        return median(ratios, Double::doubleValue);
    }

    long sum(String server, ToLongFunction<FanOut.Result> count) {
        return results.get(server).stream().mapToLong(count).sum();
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        var sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElse(Double.NaN);
    }
}
