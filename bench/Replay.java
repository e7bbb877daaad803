import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A million kept events to one subscriber that was away; then what a hundred of them, who come all at once, do to those
/// who listen live.
record Replay() implements Bench.Scenario {
    private static final int EVENTS = 1_000_000;
    private static final int BATCH = 5_000;
    private static final int CROWD = 100;

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(options, "tidings.retention.\"**\".max-events=" + 2 * EVENTS)) {
            Comparison.warmUp(server);
            fill(server, EVENTS);
            replay(server, EVENTS / 4);
            double rate = replay(server, EVENTS);
            var live = FanOut.toAll(server, 100, 50, 500, 100, 1);
            var calm = live.run(server);
            FanOut.Result crowded;
            long replayed;
            try (var crowd = new Streams(List.of(server), CROWD, Streams.all("/topics/kept?replay=all"), 1, 0)) {
                long before = crowd.delivered();
                crowded = live.run(server);
                replayed = crowd.delivered() - before;
            }
            report.add("replay", Report.row(
                    "what", "one subscriber", "events/s", rate, "live p50 ms", calm.p50(), "live p99 ms", calm.p99(), "RSS MB", calm.megabytes()));
            report.add("replay", Report.row(
                    "what", CROWD + " at once",
                    "events/s", replayed / 11.0,
                    "live p50 ms", crowded.p50(),
                    "live p99 ms", crowded.p99(),
                    "RSS MB", crowded.megabytes()));
            report.target("replay: one subscriber", "≥ 200,000/s", Report.shown(rate) + "/s", rate >= 200_000);
            double slower = crowded.p99() / calm.p99();
            report.target("replay: live p99 beside " + CROWD, "≤ 2 ×", Report.shown(slower) + " ×", slower <= 2);
        }
    }

    /// Publishes so many events to `kept`.
    static void fill(Server server, int events) throws Exception {
        new ClosedLoop(List.of(server), (_, number) -> Publisher.request(server, "/events", batch(number * BATCH))).run(2, 600, events / BATCH);
    }

    private static String batch(long first) {
        return LongStream.range(first, first + BATCH)
                .mapToObj(number -> "{\"topic\":\"kept\",\"data\":\"" + Publisher.message(0, number, 100) + "\"}\n")
                .collect(Collectors.joining());
    }

    /// Returns events a second.
    static double replay(Server server, int events) throws Exception {
        long begin = System.nanoTime();
        try (var stream = new Streams(List.of(server), 1, Streams.all("/topics/kept?replay=all"), 1, 0)) {
            stream.await(events);
            return stream.delivered() / ((System.nanoTime() - begin) / 1e9);
        }
    }
}
