import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures Tidings, and what can be found of its peers, with one load generator in one run on one machine.
///
/// Usage: `java bench/Bench.java`, or with options; `--help` shows them. Prints a table for each scenario and one that
/// compares the figures with their targets.
public final class Bench {
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("wide", new Comparison(
                "wide: 2,000 subscribers × 15 messages/s × 100 B", 2_000, 15, 150, 1, Verdict::wide));
        SCENARIOS.put("fast", new Comparison(
                "fast: 100 subscribers × 1,000 messages/s × 100 B", 100, 1_000, 5_000, 8, Verdict::fast));
        SCENARIOS.put("latency", new Latency());
        SCENARIOS.put("grants", new Grants());
        SCENARIOS.put("subscribers", new Growth("subscribers", List.of(100, 1_000, 5_000, 19_000)));
        SCENARIOS.put("size", new Growth("size", List.of(100, 1_024, 65_536)));
        SCENARIOS.put("topics", new Topics());
        SCENARIOS.put("idle", new Idle());
        SCENARIOS.put("scrape", Beside.scrape());
        SCENARIOS.put("list", Beside.list());
        SCENARIOS.put("publish", new Publishing());
        SCENARIOS.put("replay", new Replay());
        SCENARIOS.put("replicas", new Replicas());
        SCENARIOS.put("start", new Start());
        SCENARIOS.put("cold", new Cold());
        SCENARIOS.put("change", new Change());
    }

    private Bench() {}

    /// What is measured: it starts the servers that it needs, stops them, and reports.
    interface Scenario {
        void run(Options options, Report report) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        var names = new ArrayList<>(SCENARIOS.keySet());
        var usage = Options.USAGE.formatted(String.join(", ", names));
        if (List.of(arguments).contains("--help")) {
            System.out.print(usage);
            return;
        }
        Options options;
        try {
            options = Options.parse(arguments, names);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + usage);
            System.exit(2);
            return;
        }
        var report = new Report();
        for (var name : options.only()) {
            System.err.println("… " + name);
            SCENARIOS.get(name).run(options, report);
            report.print(name);
        }
        report.print("targets");
        report.write(options.json());
        System.exit(0);
    }
}
