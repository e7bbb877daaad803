package io.tidings.deploy;

import io.tidings.Certificate;
import io.tidings.PackagedServer;
import io.tidings.control.SignedToken;
import io.tidings.log.redis.RedisServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Two replicas on one Redis behind HAProxy, as a client sees them that knows the proxy alone. Every answer
/// has to come within three seconds.
final class ReplicatedHub implements AutoCloseable {
    static final String OPERATOR = "of-the-operator-of-two-replicas";

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Pattern LOGGED =
            Pattern.compile(" tidings replicas/(one|two) .* \"([A-Z]+) (\\S+) HTTP/1\\.1\"");

    private final PackagedServer one;
    private final PackagedServer two;
    private final RunningProxy proxy;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ReplicatedHub(PackagedServer one, PackagedServer two, RunningProxy proxy) {
        this.one = one;
        this.two = two;
        this.proxy = proxy;
    }

    /// Starts the replicas and the proxy, which keeps its files in a new folder.
    static ReplicatedHub start(RedisServer redis, Path folder) throws Exception {
        Files.createDirectories(folder);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var certificate = threads.submit(() -> Certificate.in(folder));
            var two = threads.submit(() -> startReplica("two", redis));
            var one = startReplica("one", redis);
            var proxy = RunningProxy.start(Proxy.HAPROXY, folder, certificate.get(), List.of(one, two.get()));
            var hub = new ReplicatedHub(one, two.get(), proxy);
            hub.warmUp();
            return hub;
        }
    }

    /// What a JVM does for the first time may take longer: both have asked and answered.
    private void warmUp() throws Exception {
        for (var name : List.of("one", "two")) {
            await(name + " lists", () -> askReplica(name, "/streams", DEADLINE).statusCode() == 200);
        }
    }

    private static PackagedServer startReplica(String name, RedisServer redis) throws IOException {
        return PackagedServer.start(
                "tidings.node=" + name,
                "tidings.log.engine=redis",
                "quarkus.redis.hosts=" + redis.uri(),
                "tidings.presence.topics=chat/**",
                "tidings.auth.tokens.ops.secret=" + OPERATOR,
                "tidings.auth.tokens.ops.operate=true",
                "tidings.auth.tokens.ops.publish=**",
                "tidings.auth.tokens.ops.subscribe=**",
                "tidings.auth.issuers.main.issuer=" + SignedToken.ISSUER,
                "tidings.auth.issuers.main.secret=" + SignedToken.SECRET,
                "tidings.auth.issuers.main.any-audience=true");
    }

    /// A stream that can be changed.
    ControlledStream open(String query, String token) throws IOException {
        return ControlledStream.open(proxy.at("/events?control=true&" + query), token);
    }

    HttpResponse<String> send(String method, String path, String token) throws Exception {
        return send(method, path, token, "");
    }

    HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        return send(method, proxy.at(path), token, body, PATIENCE);
    }

    private HttpResponse<String> send(String method, URI target, String token, String body, Duration patience)
            throws Exception {
        var request = HttpRequest.newBuilder(target)
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// The answer of the replica of this name itself: a proxy asks again where the answer to a GET is a 503.
    HttpResponse<String> askReplica(String name, String path) throws Exception {
        return askReplica(name, path, PATIENCE);
    }

    private HttpResponse<String> askReplica(String name, String path, Duration patience) throws Exception {
        return send("GET", replica(name).at(path), OPERATOR, "", patience);
    }

    private PackagedServer replica(String name) {
        return name.equals("one") ? one : two;
    }

    /// Sends a signal to a replica.
    void signal(String signal, String name) throws Exception {
        var pid = String.valueOf(replica(name).process().pid());
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    /// Which replica serves a stream.
    String replicaOf(String stream) throws Exception {
        return new JsonObject(send("GET", "/streams", OPERATOR).body())
                .getJsonArray("streams").stream()
                        .map(JsonObject.class::cast)
                        .filter(listed -> listed.getString("stream").equals(stream))
                        .map(listed -> listed.getString("node"))
                        .findFirst()
                        .orElseThrow();
    }

    /// Which replicas have answered requests with this method whose paths begin so.
    Set<String> replicasAsked(String method, String path) {
        return LOGGED.matcher(proxy.log())
                .results()
                .filter(line -> line.group(2).equals(method) && line.group(3).startsWith(path))
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
    }

    /// What may take a while to come true.
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /// Waits for something to come true: it fails after a minute only if it never does.
    static void await(String what, Condition condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > DEADLINE.toNanos()) {
                throw new AssertionError("in vain: " + what);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        proxy.close();
        one.close();
        two.close();
    }
}
