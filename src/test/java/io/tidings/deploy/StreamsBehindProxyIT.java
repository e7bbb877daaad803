package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.tidings.control.SignedToken;
import io.tidings.log.redis.RedisServer;
import io.tidings.log.redis.WithRedis;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Open streams of two replicas are changed, listed and ended by clients that know a proxy alone, and do not choose
/// which replica they ask.
@Tag("slow")
@WithRedis
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class StreamsBehindProxyIT {
    private static final Set<String> BOTH = Set.of("one", "two");

    @TempDir
    Path folder;

    private RedisServer redis;
    private ReplicatedHub hub;
    private int hubs;

    private static String token(String subject) {
        return SignedToken.of(subject, Duration.ofHours(1), "chat/**", "orders/**");
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Proxy.HAPROXY.isInstalled(), Proxy.HAPROXY.advice());
        redis = RedisServer.start(folder.resolve("redis"));
        startHub();
    }

    private void startHub() throws Exception {
        hub = ReplicatedHub.start(redis, folder.resolve("hub" + hubs++));
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    private static String type(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("type");
    }

    /// Each request is answered by the replica that has the stream, or by the other one.
    @Test
    void aStreamIsChangedRenewedAndEndedAtAnyReplica() throws Exception {
        var ann = token("ann");
        var cases = new TreeSet<String>();
        try (var monitor = Monitor.of(redis)) {
            while (cases.size() < 6) {
                try (var stream = hub.open("topic=chat/1", ann);
                        var _ = hub.open("topic=chat/1", ann)) {
                    var replica = hub.replicaOf(stream.id());
                    change(stream, ann);
                    renew(stream, ann);
                    end(stream, ann);
                    for (var method : List.of("PATCH", "PUT", "DELETE")) {
                        hub.replicasAsked(method, stream.path())
                                .forEach(asked -> cases.add(method + (asked.equals(replica) ? " here" : " there")));
                    }
                }
            }

            assertThatCallsHaveNoToken(monitor, ann);
        }
    }

    private void change(ControlledStream stream, String token) throws Exception {
        for (int i = 0; i < 2; i++) {
            var answer = hub.send("PATCH", stream.path(), token, "{\"add\":[\"orders/" + i + "\"]}");
            assertThat(answer.body(), answer.statusCode(), is(200));
            assertThat(stream.next("tidings:topics").encode(), is(answer.body()));
        }
        for (var refused : Map.of("users/bob", 403, "a/**/b", 400).entrySet()) {
            var answer = hub.send("PATCH", stream.path(), token, "{\"add\":[\"" + refused.getKey() + "\"]}");
            assertThat(answer.body(), answer.statusCode(), is(refused.getValue()));
        }
        var hundred = IntStream.range(0, 100)
                .mapToObj(i -> "\"orders/more/" + i + "\"")
                .collect(Collectors.joining(","));
        var tooMany = hub.send("PATCH", stream.path(), token, "{\"add\":[" + hundred + "]}");
        assertThat(type(tooMany), is("invalid-pattern"));
    }

    /// The stream warns its client before the end of the token that it was given last.
    private void renew(ControlledStream stream, String first) throws Exception {
        assertThat(hub.send("PUT", stream.path() + "/token", token("bob")).statusCode(), is(404));
        for (int i = 0; i < 2; i++) {
            var shown = SignedToken.of("ann", Duration.ofSeconds(6), "chat/**", "orders/**");
            var answer = hub.send("PUT", stream.path() + "/token", shown);
            assertThat(answer.body(), answer.statusCode(), is(204));
            assertThat(stream.next("tidings:expiring").getInstant("expires"), is(SignedToken.expiry(shown)));
        }
        assertThat(hub.send("PUT", stream.path() + "/token", first).statusCode(), is(204));
    }

    private void end(ControlledStream stream, String token) throws Exception {
        assertThat(hub.send("DELETE", stream.path(), token("bob")).statusCode(), is(404));
        assertThat(hub.send("DELETE", stream.path(), token).statusCode(), is(204));
        stream.awaitEnd();
        // What was asked before is logged before.
        var last = "/streams/last-of-" + stream.id();
        assertThat(hub.send("DELETE", last, token).statusCode(), is(404));
        ReplicatedHub.await(
                "it is logged", () -> !hub.replicasAsked("DELETE", last).isEmpty());
    }

    private static void assertThatCallsHaveNoToken(Monitor monitor, String token) {
        var commands = monitor.commands();
        var calls =
                commands.stream().filter(command -> command.contains(":calls:")).toList();
        for (var kind : List.of("change", "renew", "end", "list")) {
            assertThat(kind, calls.toString().contains("\\\"call\\\":\\\"" + kind + "\\\""), is(true));
        }
        var signature = token.substring(token.lastIndexOf('.') + 1);
        // Every JWT begins so.
        for (var secret : List.of(signature, "eyJ", ReplicatedHub.OPERATOR, SignedToken.SECRET)) {
            assertThat(
                    commands.stream()
                            .filter(command -> command.contains(secret))
                            .toList(),
                    is(empty()));
        }
    }

    @Test
    void theStreamsOfAllReplicasAreListedAndEnded() throws Exception {
        try (var ann = hub.open("topic=chat/1", token("ann"));
                var bob = hub.open("topic=chat/2", token("bob"))) {
            ReplicatedHub.await("both replicas list", () -> {
                var listed = list("/streams");
                assertThat(values(listed, "subject"), containsInAnyOrder("ann", "bob"));
                assertThat(values(listed, "node"), containsInAnyOrder("one", "two"));
                return hub.replicasAsked("GET", "/streams").equals(BOTH);
            });
            var first = list("/streams?limit=1");
            var second = list(first.getString("next"));
            assertThat(values(first, "stream"), hasSize(1));
            assertThat(values(second, "stream"), hasSize(1));
            assertThat(values(first, "stream"), is(not(values(second, "stream"))));
            assertThat(second.getString("next"), is(nullValue()));

            assertThat(endMany("topic=chat/1"), is(1));
            ann.awaitEnd();
            assertThat(values(list("/streams"), "subject"), contains("bob"));
            assertThat(endMany("subject=bob"), is(1));
            bob.awaitEnd();
        }
    }

    private JsonObject list(String path) throws Exception {
        var answer = hub.send("GET", path, ReplicatedHub.OPERATOR);
        assertThat(answer.body(), answer.statusCode(), is(200));
        return new JsonObject(answer.body());
    }

    private static List<String> values(JsonObject page, String field) {
        return page.getJsonArray("streams").stream()
                .map(stream -> ((JsonObject) stream).getString(field))
                .toList();
    }

    private int endMany(String query) throws Exception {
        var answer = hub.send("DELETE", "/streams?" + query, ReplicatedHub.OPERATOR);
        assertThat(answer.body(), answer.statusCode(), is(200));
        return new JsonObject(answer.body()).getInteger("ended");
    }

    @Test
    void aRevokedSubjectIsRefusedAnywhereAndAfterARestart() throws Exception {
        var bob = token("bob");
        try (var one = hub.open("topic=chat/1", bob);
                var two = hub.open("topic=chat/1", bob)) {
            assertThat(values(list("/streams"), "node"), containsInAnyOrder("one", "two"));
            assertThat(endMany("subject=bob&revoke=true"), is(2));
            one.awaitEnd();
            two.awaitEnd();
        }
        assertThatItIsRefusedInALoop(bob);

        hub.close();
        startHub();

        assertThatItIsRefusedInALoop(bob);
        ReplicatedHub.await("a token that is issued now is good", () -> isGood(token("bob")));
    }

    /// Until both replicas were asked, and more often.
    private void assertThatItIsRefusedInALoop(String token) throws Exception {
        var path = "/events?topic=chat/again";
        int refused = 0;
        while (refused < 10 || !hub.replicasAsked("GET", path).equals(BOTH)) {
            assertThat(hub.send("GET", path, token).statusCode(), is(401));
            refused++;
        }
    }

    private boolean isGood(String token) throws Exception {
        return hub.send("GET", "/caller", token).statusCode() == 200;
    }

    @Test
    void whoIsPresentIsAnsweredAlikeAnywhere() throws Exception {
        var path = "/presence/chat/1";
        try (var _ = hub.open("topic=chat/1", token("ann"));
                var _ = hub.open("topic=chat/1", token("bob"))) {
            ReplicatedHub.await("both are present", () -> list(path).getInteger("streams") == 2);
            var answers = new HashSet<String>();
            ReplicatedHub.await("both replicas answer", () -> {
                answers.add(hub.send("GET", path + "?limit=7", token("ann")).body());
                return hub.replicasAsked("GET", path + "?limit=7").equals(BOTH);
            });

            assertThat(answers, hasSize(1));
            assertThat(JsonPath.from(answers.iterator().next()).getList("subjects.subject"), contains("ann", "bob"));
        }
    }

    /// The lease of a replica lives for four seconds after it was last renewed.
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "STOP"})
    void aStreamOfAReplicaThatIsGoneIsOutOfReachAndThenUnknown(String signal) throws Exception {
        var ann = token("ann");
        try (var stream = hub.open("topic=chat/1", ann)) {
            var gone = hub.replicaOf(stream.id());
            var other = gone.equals("one") ? "two" : "one";
            hub.signal(signal, gone);

            assertThat(type(hub.send("PATCH", stream.path(), ann, "{}")), is("replica-unavailable"));
            assertThat(type(hub.askReplica(other, "/streams")), is("replica-unavailable"));
            for (var method : List.of("PATCH", "PUT", "DELETE")) {
                var path = stream.path() + (method.equals("PUT") ? "/token" : "");
                ReplicatedHub.await(method + " says that it is gone", () -> {
                    var answer = hub.send(method, path, ann, "{}");
                    assertThat(answer.body(), type(answer), is(oneOf("replica-unavailable", "unknown-stream")));
                    return answer.statusCode() == 404;
                });
            }
            ReplicatedHub.await("it is listed no more", () -> {
                var answer = hub.askReplica(other, "/streams");
                assertThat(answer.body(), answer.statusCode(), is(oneOf(200, 503)));
                return answer.statusCode() == 200 && !answer.body().contains(stream.id());
            });
        }
    }

    @Test
    void withoutRedisTheStreamsOfOthersAreOutOfReach() throws Exception {
        redis.kill();

        for (int i = 0; i < 5; i++) {
            var answer = hub.askReplica("one", "/streams");
            assertThat(answer.body(), type(answer), is("replica-unavailable"));
        }
    }
}
