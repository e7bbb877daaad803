package io.tidings.log.redis;

import io.tidings.log.EventLog;
import io.tidings.log.EventLogContract;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a Redis that a subclass starts, and that is empty before each test.
@WithRedis
abstract class RedisContract extends EventLogContract {
    @TempDir
    static Path folder;

    static RedisServer server;
    static Vertx vertx;
    static Redis redis;

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
                idempotency,
                Telemetry.NONE);
    }
}
