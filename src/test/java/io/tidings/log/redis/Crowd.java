package io.tidings.log.redis;

import io.restassured.path.json.JsonPath;
import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import io.tidings.sse.EventStreamParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Users with a token each who listen in one room. When a stream ends, its user goes to the other replica after the
/// time
/// that it was told, as long as it is there.
final class Crowd implements AutoCloseable {
    private static final String SECRET = "a-secret-that-only-tests-of-presence-know";
    private static final String ISSUER = "https://id.example.com";
    private static final String ROOM = "chat/hall";

    private final List<PackagedServer> replicas;
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

    /// What a replica says of the room.
    JsonPath presence(int replica) {
        return json(replica, "/presence/" + ROOM + "?limit=1000");
    }

    /// Whether a replica says that there are this many streams.
    boolean hasStreams(int replica, int streams) {
        try {
            return presence(replica).getInt("streams") == streams;
        } catch (IllegalStateException _) {
            // Redis is away.
            return false;
        }
    }

    /// All who joined and left, in order: the type and the user.
    List<String> told(int replica) {
        var told = new ArrayList<String>();
        for (var next = "/topics/tidings/presence/" + ROOM + "?limit=1000"; next != null; ) {
            var page = json(replica, next);
            for (int i = 0; i < page.getList("events").size(); i++) {
                var type = page.getString("events[" + i + "].type").substring("tidings:".length());
                var data = JsonPath.from(page.getString("events[" + i + "].data"));
                told.add(type + " " + data.getString("subject"));
            }
            next = page.getString("next");
        }
        return told;
    }

    private JsonPath json(int replica, String path) {
        try (var response = RawResponse.of(
                "GET", replicas.get(replica).at(path), "Accept: application/json", authorization("reader"))) {
            if (!response.statusLine().contains(" 200 ")) {
                throw new IllegalStateException(response.statusLine());
            }
            return JsonPath.from(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits until it has been told that a user has left who leaves now: whoever left before has then left, too.
    void awaitGrace(int replica) throws IOException {
        var name = "marker " + users.size();
        var marker = enter(name, replica);
        Load.await("the marker is there", () -> tells(replica, "joined " + name));
        marker.leave();
        Load.await("the marker has left", () -> tells(replica, "left " + name));
    }

    private boolean tells(int replica, String event) {
        try {
            return told(replica).contains(event);
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private static String authorization(String user) {
        return "Authorization: Bearer " + token(user);
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
        users.forEach(User::leave);
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
            var opened = RawResponse.of("GET", replicas.get(replica).at("/topics/" + ROOM), authorization(name));
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
