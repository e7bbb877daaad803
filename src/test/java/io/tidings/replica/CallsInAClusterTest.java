package io.tidings.replica;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.log.redis.RedisServer;
import io.tidings.log.redis.WithRedis;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replicas call one another through a cluster, where all keys of a script have to be on one node.
@WithRedis
class CallsInAClusterTest {
    @TempDir
    Path folder;

    @Test
    void replicasOfAClusterAnswerEachOther() throws IOException {
        var vertx = Vertx.vertx();
        try (var server = RedisServer.start(folder, "--cluster-enabled", "yes")) {
            server.command("CLUSTER ADDSLOTSRANGE 0 16383");
            Neighbours.await("the cluster is there", () -> isWhole(server));
            var client = client(vertx, server);
            try (var one = new RedisReplicas(client, "{tidings}");
                    var other = new RedisReplicas(client, "{tidings}")) {
                Neighbours.echo(other);
                Neighbours.awaitAcquaintance(one, other);

                assertThat(Neighbours.answer(one, other, "hello"), is("hello at " + other.self()));
            }
            client.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static boolean isWhole(RedisServer server) {
        try {
            return server.command("CLUSTER INFO").contains("cluster_state:ok");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Redis client(Vertx vertx, RedisServer server) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setType(RedisClientType.CLUSTER)
                        .setConnectionString(server.uri())
                        .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(5)));
    }
}
