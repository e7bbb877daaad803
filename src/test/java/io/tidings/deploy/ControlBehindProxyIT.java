package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.control.SignedToken;
import io.tidings.log.redis.WithRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A client changes, renews and ends its stream, whichever replica is asked.
@WithRedis
class ControlBehindProxyIT extends StreamsBehindProxy {
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
}
