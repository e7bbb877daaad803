package io.tidings.log.redis;

import io.tidings.log.EventLog;
import io.tidings.log.EventLogContract;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a cluster, of one node, which refuses keys that do not belong together.
@WithRedis
class RedisClusterTest extends EventLogContract {
    @TempDir
    static Path folder;

    private static RedisServer server;
    private static Vertx vertx;
    private static Redis redis;

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

    @AfterAll
    static void stop() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @BeforeEach
    void flush() throws IOException {
        server.command("FLUSHALL");
    }

    @Override
    protected EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency) {
        return RedisEventLog.open(
                redis,
                new RedisOptions("{tidings}", RedisOptions.Wait.NONE),
                Optional.of(clock),
                retention,
                idempotency);
    }
}
