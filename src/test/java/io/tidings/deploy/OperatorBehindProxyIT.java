package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.tidings.log.redis.WithRedis;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The streams of both replicas are seen and ended together.
@WithRedis
class OperatorBehindProxyIT extends StreamsBehindProxy {
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
}
