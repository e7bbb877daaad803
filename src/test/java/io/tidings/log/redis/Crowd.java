package io.tidings.log.redis;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Users with a token each who listen in one room. When a stream ends, its user goes to the other replica
/// after the time that it was told, as long as it is there.
final class Crowd implements AutoCloseable {
    private static final String SECRET = "a-secret-that-only-tests-of-presence-know";
    private static final String ISSUER = "https://id.example.com";
    private static final String ROOM = "chat/hall";

    private final List<PackagedServer> replicas;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<User> users = new ArrayList<>();

    Crowd(PackagedServer... replicas) {
        this.replicas = List.of(replicas);
    }

    /// A replica that knows these users, and who is present.
    static PackagedServer replica(String hosts, String... settings) throws IOException {
        return Load.replica(
                hosts,
                Stream.concat(
                                Stream.of(
                                        "tidings.presence.topics=chat/**",
                                        "tidings.auth.issuers.main.issuer=" + ISSUER,
                                        "tidings.auth.issuers.main.secret=" + SECRET,
                                        "tidings.auth.issuers.main.subscribe=chat/**"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    /// A user whose stream is open at a replica.
    User enter(String name, int replica) throws IOException {
        var user = new User(name, replica);
        users.add(user);
        var stream = user.open();
        threads.submit(() -> user.run(stream));
        return user;
    }

    /// All close their streams for good.
    void leave() {
        users.forEach(User::leave);
    }

    /// How many streams there are in the room, as a replica says; -1 if it does not know now.
    long streams(int replica) {
        return presence(replica).map(answer -> answer.getLong("streams")).orElse(-1L);
    }

    /// How many users are in the room, up to a thousand, as a replica says; -1 if it does not know now.
    int subjects(int replica) {
        return presence(replica)
                .map(answer -> answer.getJsonArray("subjects").size())
                .orElse(-1);
    }

    private Optional<JsonObject> presence(int replica) {
        return json(replica, "/presence/" + ROOM + "?limit=1000");
    }

    /// Who joined or left, and when.
    record Told(String event, Instant time) {}

    /// All who joined and left, in order: the type and the user. Empty if the replica does not know now.
    List<Told> told(int replica) {
        var told = new ArrayList<Told>();
        var next = "/topics/tidings/presence/" + ROOM + "?limit=1000";
        while (next != null) {
            var page = json(replica, next);
            if (page.isEmpty()) {
                return List.of();
            }
            page.get().getJsonArray("events").forEach(event -> told.add(told((JsonObject) event)));
            next = page.get().getString("next");
        }
        return told;
    }

    private static Told told(JsonObject event) {
        var user = new JsonObject(event.getString("data")).getString("subject");
        return new Told(
                event.getString("type").substring("tidings:".length()) + " " + user,
                Instant.parse(event.getString("time")));
    }

    private Optional<JsonObject> json(int replica, String path) {
        var request = HttpRequest.newBuilder(replicas.get(replica).at(path))
                .header("Accept", "application/json")
                .header("Authorization", authorization("reader"))
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(new JsonObject(response.body())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Lets one more user leave, and waits until its leave has been told. Users who left earlier have then left, too.
    void awaitGrace(int replica) throws IOException {
        var name = "marker " + users.size();
        var marker = enter(name, replica);
        Load.await("the marker is there", () -> tells(replica, "joined " + name));
        marker.leave();
        Load.await("the marker has left", () -> tells(replica, "left " + name));
    }

    private boolean tells(int replica, String event) {
        return told(replica).stream().anyMatch(each -> each.event().equals(event));
    }

    private static String authorization(String user) {
        return "Bearer " + token(user);
    }

    private static String token(String user) {
        var claims = "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d}"
                .formatted(ISSUER, user, Instant.now().plus(Duration.ofHours(1)).getEpochSecond());
        var signed = base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        leave();
        client.close();
        threads.shutdownNow();
    }

    /// One of the crowd.
    final class User {
        private final String name;
        private volatile int replica;
        private volatile boolean hasLeft;
        private volatile boolean staysAway;
        private volatile RawResponse stream;

        User(String name, int replica) {
            this.name = name;
            this.replica = replica;
        }

        /// Does not come back when its stream ends.
        void stayAway() {
            staysAway = true;
        }

        private RawResponse open() throws IOException {
            var opened = RawResponse.of(
                    "GET", replicas.get(replica).at("/topics/" + ROOM), "Authorization: " + authorization(name));
            if (!opened.statusLine().contains(" 200 ")) {
                throw new IOException(opened.statusLine());
            }
            stream = opened;
            if (hasLeft) {
                opened.close();
            }
            return opened;
        }

        private Void run(RawResponse first) throws InterruptedException {
            var pause = readToEnd(first);
            while (!hasLeft && !staysAway) {
                replica = (replica + 1) % replicas.size();
                Thread.sleep(pause);
                try {
                    pause = readToEnd(open());
                } catch (IOException _) {
                    pause = Duration.ofMillis(100);
                }
            }
            return null;
        }

        private static Duration readToEnd(RawResponse opened) {
            var parser = new EventStreamParser();
            try (opened) {
                for (var line = opened.textLine(); line.endsWith("\n"); line = opened.textLine()) {
                    parser.take(line);
                }
            } catch (IOException _) {
                // It ended.
            }
            return parser.reconnectionTime().orElse(Duration.ofMillis(100));
        }

        /// Closes its stream for good.
        void leave() {
            hasLeft = true;
            try {
                stream.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
