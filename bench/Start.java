import java.nio.file.Path;
import java.util.List;

/// How long a server takes to its first event, and its memory then.
record Start() implements Bench.Scenario {
    @Override
    public void run(Options options, Report report) throws Exception {
        var command = options.server().isEmpty()
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "target/quarkus-app/quarkus-run.jar")
                : List.of(options.server().split(" "));
        boolean jvm = !options.isNative();
        var figures = Startup.measure(command.toArray(String[]::new));
        report.add("start", Report.row(
                "server", jvm ? "JVM" : "native", "first event of /talk, ms", figures.millis(), "RSS MB", figures.megabytes()));
        double target = jvm ? 1_000 : 60;
        report.target("start: " + (jvm ? "JVM, without a cache" : "native"), "≤ " + Report.shown(target) + " ms", Report.shown(figures.millis()) + " ms", figures.millis() <= target);
        if (!jvm) {
            report.target("start: native, memory", "≤ 60 MB", Report.shown(figures.megabytes()) + " MB", figures.megabytes() <= 60);
        }
    }
}
