package io.tidings.log.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/// The contract on a cluster, of one node, which refuses keys that do not belong together.
class RedisClusterTest extends RedisContract {
    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder, "--cluster-enabled", "yes");
        server.command("CLUSTER ADDSLOTSRANGE 0 16383");
        Load.await("the cluster is there", () -> info().contains("cluster_state:ok"));
        vertx = Vertx.vertx();
        redis = Redis.createClient(
                vertx,
                new io.vertx.redis.client.RedisOptions()
                        .setType(RedisClientType.CLUSTER)
                        .setConnectionString(server.uri())
                        .setMaxPoolSize(8)
                        .setMaxPoolWaiting(64)
                        .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(5)));
    }

    private static String info() {
        try {
            return server.command("CLUSTER INFO");
        } catch (IOException _) {
            return "";
        }
    }
}
