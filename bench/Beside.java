import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a request of operators does to live events while many streams are open: the same load without it, and with one
/// a second. Most of the streams are quiet. It asks for the same path each time, or follows `next` through all pages.
record Beside(String name, int streams, String path, boolean paged, double mostMillis) implements Bench.Scenario {
    private static final String TOKEN = "operator-of-the-bench";
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int LIVE = 100;
    private static final int RATE = 50;
    private static final int MESSAGES = 500;
    private static final double MOST_TIMES = 1.2;

    /// A scrape of the metrics; how long it takes itself is not limited.
    static Beside scrape() {
        return new Beside("scrape", 19_000, "/q/metrics", false, Double.MAX_VALUE);
    }

    /// The list of open streams, a page a second.
    static Beside list() {
        return new Beside("list", 19_000, "/streams?limit=100", true, 50);
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        try (var server = Servers.tidings(
                options, "tidings.auth.tokens.bench.secret=" + TOKEN, "tidings.auth.tokens.bench.operate=true")) {
            Comparison.warmUp(server);
            ask(server, path);
            var without = new ArrayList<FanOut.Result>();
            var with = new ArrayList<FanOut.Result>();
            var requests = new ArrayList<Double>();
            for (int round = 0; round < options.rounds(); round++) {
                without.add(load(server).run(server));
                var asking = Thread.ofPlatform().start(() -> askEachSecond(server, requests));
                with.add(load(server).run(server));
                asking.interrupt();
                asking.join();
            }
            show(report, "none", without);
            show(report, "one a second", with);
            double median = Rounds.median(requests, Double::doubleValue);
            report.add(name, Report.row(
                    "requests", "themselves",
                    "p50 ms", median,
                    "max ms", requests.stream().max(Double::compare).orElseThrow()));
            double times = Rounds.median(with, FanOut.Result::p99) / Rounds.median(without, FanOut.Result::p99);
            report.target(
                    name + ": p99 of live events beside " + streams + " streams",
                    "≤ " + MOST_TIMES + " × without",
                    Report.shown(times) + " × without",
                    times <= MOST_TIMES);
            if (mostMillis < Double.MAX_VALUE) {
                report.target(
                        name + ": time of a request",
                        "≤ " + mostMillis + " ms",
                        Report.shown(median) + " ms",
                        median <= mostMillis);
            }
        }
    }

    private FanOut load(Server server) {
        return new FanOut(
                streams,
                RATE,
                RATE,
                MESSAGES,
                100,
                1,
                LIVE,
                i -> i < LIVE ? server.subscribePath() : "/topics/quiet",
                _ -> server.publishPath());
    }

    private void show(Report report, String requests, List<FanOut.Result> results) {
        report.add(name, Report.row(
                "requests", requests,
                "p50 ms", Rounds.median(results, FanOut.Result::p50),
                "p99 ms", Rounds.median(results, FanOut.Result::p99),
                "max ms", Rounds.median(results, FanOut.Result::max),
                "lost", results.stream().mapToLong(FanOut.Result::lost).sum()));
    }

    private void askEachSecond(Server server, List<Double> millis) {
        try {
            var next = path;
            while (true) {
                Thread.sleep(1_000);
                long begin = System.nanoTime();
                var answer = ask(server, next);
                millis.add((System.nanoTime() - begin) / 1e6);
                next = paged ? next(answer) : path;
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next(String answer) {
        var next = NEXT.matcher(answer);
        return next.find() ? next.group(1) : path;
    }

    private static String ask(Server server, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
