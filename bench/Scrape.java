import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// What a scrape of the metrics does to live events while many streams are open: the same load without scrapes, and with
/// one a second. Most of the streams are quiet.
record Scrape() implements Bench.Scenario {
    private static final int STREAMS = 19_000;
    private static final int LIVE = 100;
    private static final int RATE = 50;
    private static final int MESSAGES = 500;
    private static final double MOST_TIMES = 1.2;

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(options)) {
            Comparison.warmUp(server);
            scrape(server);
            var without = new ArrayList<FanOut.Result>();
            var with = new ArrayList<FanOut.Result>();
            var scrapes = new ArrayList<Double>();
            for (int round = 0; round < options.rounds(); round++) {
                without.add(load(server).run(server));
                var scraper = Thread.ofPlatform().start(() -> scrapeEachSecond(server, scrapes));
                with.add(load(server).run(server));
                scraper.interrupt();
                scraper.join();
            }
            show(report, "none", without);
            show(report, "one a second", with);
            report.add("scrape", Report.row(
                    "scrapes", "themselves",
                    "p50 ms", Rounds.median(scrapes, Double::doubleValue),
                    "max ms", scrapes.stream().max(Double::compare).orElseThrow()));
            double times = Rounds.median(with, FanOut.Result::p99) / Rounds.median(without, FanOut.Result::p99);
            report.target(
                    "scrape: p99 of live events beside 19,000 streams",
                    "≤ " + MOST_TIMES + " × without",
                    Report.shown(times) + " × without",
                    times <= MOST_TIMES);
        }
    }

    private static FanOut load(Server server) {
        return new FanOut(
                STREAMS,
                RATE,
                RATE,
                MESSAGES,
                100,
                1,
                LIVE,
                i -> i < LIVE ? server.subscribePath() : "/topics/quiet",
                _ -> server.publishPath());
    }

    private static void show(Report report, String scrapes, List<FanOut.Result> results) {
        report.add("scrape", Report.row(
                "scrapes", scrapes,
                "p50 ms", Rounds.median(results, FanOut.Result::p50),
                "p99 ms", Rounds.median(results, FanOut.Result::p99),
                "max ms", Rounds.median(results, FanOut.Result::max),
                "lost", results.stream().mapToLong(FanOut.Result::lost).sum()));
    }

    private static void scrapeEachSecond(Server server, List<Double> millis) {
        try {
            while (true) {
                Thread.sleep(1_000);
                millis.add(scrape(server));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double scrape(Server server) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://localhost:" + server.port() + "/q/metrics");
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("a scrape was answered with " + answer.statusCode());
            }
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
