import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What it costs that subscribers have different grants and that some events are private. One server carries each load in
/// two ways in turn: all events public and nobody with a token; and a tenth of them private, and a hundred tokens, all of
/// which may read them.
record Grants() implements Bench.Scenario {
    private static final int TOKENS = 100;
    private static final int BYTES = 100;

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(options, settings())) {
            Comparison.warmUp(server);
            var loads = new LinkedHashMap<String, FanOut>();
            loads.put("wide", FanOut.toAll(server, 2_000, 15, 120, BYTES, 1));
            loads.put("fast", FanOut.toAll(server, 100, 1_000, 5_000, BYTES, 8));
            for (var load : loads.entrySet()) {
                report.add("grants", compared(load.getKey(), load.getValue(), server, options.rounds()));
            }
        }
    }

    private static String[] settings() {
        var topic = Servers.TOPIC.substring("/topics/".length());
        var settings = new ArrayList<>(List.of("tidings.auth.anonymous.subscribe=**"));
        for (int i = 0; i < TOKENS; i++) {
            settings.add("tidings.auth.tokens.user-" + i + ".secret=user-" + i);
            settings.add("tidings.auth.tokens.user-" + i + ".subscribe=" + topic + ",users/" + i + "/**");
        }
        return settings.toArray(String[]::new);
    }

    private static Map<String, Object> compared(String name, FanOut load, Server server, int rounds) throws Exception {
        var ofStrangers = new ArrayList<Double>();
        var ofUsers = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var users = withGrants(load, server);
        for (int round = 0; round < rounds; round++) {
            ofStrangers.add(load.run(server).cpuMicros());
            ofUsers.add(users.run(server).cpuMicros());
            ratios.add(ofUsers.getLast() / ofStrangers.getLast());
        }
        return Report.row(
                "load", name,
                "no tokens, all public: CPU µs/delivery", Rounds.median(ofStrangers, Double::doubleValue),
                "100 grants, a tenth private", Rounds.median(ofUsers, Double::doubleValue),
                "×", Rounds.median(ratios, Double::doubleValue));
    }

    private static FanOut withGrants(FanOut load, Server server) {
        return new FanOut(
                load.subscribers(),
                load.rate(),
                load.warmUp(),
                load.messages(),
                load.bytes(),
                load.publishers(),
                load.deliveriesPerMessage(),
                number -> Streams.withToken(server.subscribePath(), "user-" + number % TOKENS),
                number -> server.publishPath() + (number % 10 == 0 ? "?private=true" : ""));
    }
}
