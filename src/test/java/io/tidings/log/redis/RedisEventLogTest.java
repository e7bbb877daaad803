package io.tidings.log.redis;

import io.tidings.log.EventLog;
import io.tidings.log.EventLogContract;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@WithRedis
class RedisEventLogTest extends EventLogContract {
    @TempDir
    static Path folder;

    private static RedisServer server;
    private static Vertx vertx;
    private static Redis redis;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
        vertx = Vertx.vertx();
        redis = server.client(vertx);
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
