package io.tidings.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import io.tidings.log.redis.WithRedis;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked about streams whose replica is gone, or while Redis is, is answered in time.
@WithRedis
class GoneReplicaIT extends StreamsBehindProxy {
    /// The lease of a replica lives for four seconds after it was last renewed.
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "STOP"})
    void aStreamOfAReplicaThatIsGoneIsOutOfReachAndThenUnknown(String signal) throws Exception {
        var ann = token("ann");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var stream = hub.open("topic=chat/1", ann)) {
            var gone = hub.replicaOf(stream.id());
            var other = gone.equals("one") ? "two" : "one";
            hub.signal(signal, gone);

            var listed = threads.submit(() -> hub.askReplica(other, "/streams"));
            assertThat(type(hub.send("PATCH", stream.path(), ann, "{}")), is("replica-unavailable"));
            assertThat(type(listed.get()), is("replica-unavailable"));
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
