import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the command line asks for.
record Options(Set<String> only, int rounds, String server, String before, String engine, Path data, Path json) {
    static final String USAGE = """
            Measures Tidings beside its peers, on loopback. Package it first: ./mvnw package -DskipTests
            A peer that is not installed does not take part; replicas is left out where there is no redis-server.

            usage: java bench/Bench.java [OPTION…]
              --only NAME,…       some scenarios alone: %s
              --rounds N          how often each is measured; medians are shown (3)
              --server COMMAND    the server to measure, such as a native binary (the packaged jar)
              --before COMMAND    the build before a change, for the scenario change
              --engine NAME       what keeps the events: sqlite or memory (sqlite)
              --data FOLDER       where the log is kept: its disk decides what a commit costs (the temporary folder)
              --json FILE         where all figures go (target/bench.json)
              --help              shows this text

            The target of latency is judged with --engine memory alone: other engines wait for the disk. That of
            cold is judged with a native binary or a cache alone: --server 'java -XX:AOTCache=FILE -jar JAR'.
            """;

    static Options parse(String[] arguments, List<String> scenarios) {
        var only = new LinkedHashSet<>(scenarios);
        int rounds = 3;
        var server = "";
        var before = "";
        var engine = "sqlite";
        var data = Path.of(System.getProperty("java.io.tmpdir"));
        var json = Path.of("target/bench.json");
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            var value = arguments[i + 1];
            switch (arguments[i]) {
                case "--only" -> only = known(value, scenarios);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--server" -> server = value;
                case "--before" -> before = value;
                case "--engine" -> engine = value;
                case "--data" -> data = Path.of(value);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + arguments[i]);
            }
        }
        return new Options(only, rounds, server, before, engine, data, json);
    }

    /// Whether the server to measure is a binary that no JVM runs.
    boolean isNative() {
        return !server.isEmpty()
                && Arrays.stream(server.split(" ")).noneMatch(word -> Path.of(word).endsWith("java"));
    }

    /// Whether the server to measure is a native binary or has an AOT cache.
    boolean startsPrepared() {
        return isNative() || server.contains("-XX:AOTCache=");
    }

    boolean inMemory() {
        return engine.equals("memory");
    }

    /// The same, to measure another build.
    Options of(String otherServer) {
        return new Options(only, rounds, otherServer, before, engine, data, json);
    }

    private static LinkedHashSet<String> known(String names, List<String> scenarios) {
        var only = new LinkedHashSet<>(Arrays.asList(names.split(",")));
        for (var name : only) {
            if (!scenarios.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no scenario " + name + "; the scenarios are " + String.join(", ", scenarios));
            }
        }
        return only;
    }
}
