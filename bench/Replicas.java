import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One to three replicas on a Redis of their own, beside one hub with each of the other engines: what Redis adds to the
/// way of an event under a steady load, what a delivery costs each replica, and how many events pass through.
///
/// All share the processors of this machine, so more replicas are not faster here.
record Replicas() implements Bench.Scenario {
    private static final int MOST = 3;
    private static final int BYTES = 100;
    /// A multiple of one, two and three, so that each replica has as many.
    private static final int PUBLISHERS = 6;
    private static final int SECONDS = 5;

    /// Replicas, and the Redis beside them if that is their engine.
    private record Hub(String engine, List<Server> replicas, List<Server> redis) {}

    @Override
    public void run(Options options, Report report) throws Exception {
        if (Servers.missing("redis-server")) {
            System.err.println("replicas is left out: it needs redis-server.");
            return;
        }
        var memory = new HashMap<String, FanOut.Result>();
        for (var engine : List.of("memory", "sqlite")) {
            try (var server = Servers.tidings(options, "tidings.log.engine=" + engine)) {
                measure(report, new Hub(engine, List.of(server), List.of()), memory);
            }
        }
        try (var redis = Servers.redis(options)) {
            var replicas = new ArrayList<Server>();
            while (replicas.size() < MOST) {
                replicas.add(Servers.tidings(
                        options, "tidings.log.engine=redis", "quarkus.redis.hosts=redis://127.0.0.1:" + redis.port()));
                var hub = new Hub("redis", List.copyOf(replicas), List.of(redis));
                measure(report, hub, memory);
                through(report, "single events, 256 publishers", 256, 1, hub);
                through(report, "batches of 500, 8 publishers", 8, 500, hub);
            }
            replicas.forEach(Server::close);
        }
    }

    private static void measure(Report report, Hub hub, Map<String, FanOut.Result> memory) throws Exception {
        warmUp(hub.replicas.getLast());
        steady(report, "replicas: 6 subscribers × 50 messages/s", 6, 50, SECONDS, hub, memory);
        steady(report, "replicas: 600 subscribers × 15 messages/s", 600, 15, 2 * SECONDS, hub, memory);
        steady(report, "replicas: 60 subscribers × 500 messages/s", 60, 500, SECONDS, hub, memory);
    }

    /// With all that is measured, until the compilers of its JVM are done and the log keeps as much as it may.
    private static void warmUp(Server server) throws Exception {
        new Through(List.of(server), 256, 1).run(7, List.of());
        new Through(List.of(server), 8, 500).run(4, List.of());
        FanOut.toAll(server, 100, 500, 2_500, BYTES, PUBLISHERS).run(server);
    }

    private static void steady(
            Report report, String table, int subscribers, int rate, int seconds, Hub hub, Map<String, FanOut.Result> memory)
            throws Exception {
        int count = hub.replicas.size();
        int messages = rate * seconds;
        var result = FanOut.toAll(hub.replicas.getFirst(), subscribers, rate, messages, BYTES, PUBLISHERS)
                .run(hub.replicas, hub.redis.toArray(Server[]::new));
        var without = memory.computeIfAbsent(table, _ -> result);
        double millions = (double) messages * subscribers / count / 1e6;
        var row = Report.row("engine", hub.engine, "replicas", count, "CPU µs/delivery", result.cpuMicros());
        for (int i = 0; i < MOST; i++) {
            row.put("of replica " + (i + 1), i < count ? result.cpuSeconds().get(i) / millions : Double.NaN);
        }
        row.put("redis-server µs/message", hub.redis.isEmpty() ? Double.NaN : result.cpuSeconds().getLast() * 1e6 / messages);
        row.put("p50 ms", result.p50());
        row.put("p99 ms", result.p99());
        row.put("p50 over memory's", result.p50() - without.p50());
        row.put("p99 over memory's", result.p99() - without.p99());
        row.put("lost", result.lost());
        row.put("out of order", result.reordered());
        report.add(table, row);
    }

    private static void through(Report report, String publishers, int count, int batch, Hub hub) throws Exception {
        var result = new Through(hub.replicas, count, batch).run(SECONDS, hub.redis);
        report.add("replicas: events through", Report.row(
                "publishers", publishers,
                "replicas", hub.replicas.size(),
                "events/s", result.rate(),
                "CPU µs/event of each replica", result.replicaMicros(),
                "redis-server µs/event", result.besideMicros(),
                "p50 ms", result.answers().millis(0.5),
                "p99 ms", result.answers().millis(0.99),
                "lost", result.lost(),
                "in one order", result.ordered() ? "yes" : "**no**"));
    }
}
