package io.tidings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packaged server, jar or native binary, as a process of its own on a free port. What it logs goes to the
/// test's standard output.
public final class PackagedServer implements AutoCloseable {
    private static final Path TARGET = Path.of("target");
    private static final List<String> FLAGS =
            List.of(System.getProperty("tidings.test.server-flags", "").split(" ", -1)).stream()
                    .filter(flag -> !flag.isEmpty())
                    .toList();
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private final Process process;
    private final URI root;
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Thread reader;

    private PackagedServer(Process process, URI root, List<String> loggedBefore, BufferedReader log) {
        this.process = process;
        this.root = root;
        logged.addAll(loggedBefore);
        this.reader = Thread.ofVirtual().start(() -> log.lines().forEach(this::heard));
    }

    private void heard(String line) {
        logged.add(line);
        System.out.println(line);
    }

    /// Starts it with settings such as `tidings.talk.interval=1s`, or flags such as `-Xmx64m`, and returns once it
    /// listens.
    public static PackagedServer start(String... settings) throws IOException {
        return start(new ProcessBuilder(command(settings)));
    }

    /// The same, configured by variables of the environment alone.
    public static PackagedServer startWithEnvironment(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(program());
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        return start(builder);
    }

    /// Starts it with settings, for a process that may have so many files and sockets open.
    public static PackagedServer startWithFiles(int files, String... settings) throws IOException {
        var command = command(settings);
        command.addAll(0, List.of("bash", "-c", "ulimit -n " + files + " && exec \"$@\"", "bash"));
        return start(new ProcessBuilder(command));
    }

    /// What a start that fails leaves behind.
    public record Failure(int exitCode, List<String> output) {}

    /// Starts it with settings and variables of the environment with which it must end by itself, within a minute.
    public static Failure failToStart(Map<String, String> environment, String... settings) throws IOException {
        return failToStart(environment, List.of(), settings);
    }

    /// The same, with arguments after the program.
    public static Failure failToStart(Map<String, String> environment, List<String> arguments, String... settings)
            throws IOException {
        var command = command(settings);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var log = process.inputReader(StandardCharsets.UTF_8)) {
            var ended = process.onExit().orTimeout(1, TimeUnit.MINUTES);
            var _ = ended.whenComplete((_, _) -> process.destroyForcibly());
            var output = log.readAllLines();
            output.forEach(System.out::println);
            return new Failure(ended.join().exitValue(), output);
        }
    }

    private static List<String> command(String... settings) {
        var command = new ArrayList<String>(program());
        var properties = new ArrayList<>(List.of(settings));
        properties.add("quarkus.http.port=0");
        properties.forEach(property -> command.add(1, property.startsWith("-") ? property : "-D" + property));
        return command;
    }

    private static PackagedServer start(ProcessBuilder builder) throws IOException {
        var process = builder.redirectErrorStream(true).start();
        var log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var logged = new ArrayList<String>();
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            System.out.println(line);
            logged.add(line);
            var listening = LISTENING.matcher(line);
            if (listening.find()) {
                return new PackagedServer(process, URI.create("http://localhost:" + listening.group(1)), logged, log);
            }
        }
        throw new IOException("the server did not start: see its log above");
    }

    public URI at(String path) {
        return root.resolve(path);
    }

    public Process process() {
        return process;
    }

    /// What it has logged since its start.
    public List<String> logged() {
        return List.copyOf(logged);
    }

    /// Waits until it has ended by itself, and all that it logged is there. Returns its exit code.
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the server is still there");
        }
        reader.join();
        return process.exitValue();
    }

    /// True if it runs on a JVM.
    public static boolean isJar() {
        return program().size() > 1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// The command that starts it.
    public static List<String> program() {
        var artifact = new Properties();
        try (var file = Files.newBufferedReader(TARGET.resolve("quarkus-artifact.properties"))) {
            artifact.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("package the server first", e);
        }
        var path = TARGET.resolve(artifact.getProperty("path")).toString();
        return switch (artifact.getProperty("type")) {
            case "native" -> List.of(path);
            default -> {
                var java =
                        Path.of(System.getProperty("java.home"), "bin", "java").toString();
                yield Stream.of(Stream.of(java), FLAGS.stream(), Stream.of("-jar", path))
                        .flatMap(part -> part)
                        .toList();
            }
        };
    }
}
