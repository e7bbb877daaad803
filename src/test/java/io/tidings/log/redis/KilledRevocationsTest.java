package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Revocation;
import io.tidings.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Revocations in a Redis that is killed.
@WithRedis
class KilledRevocationsTest {
    @TempDir
    Path folder;

    @Test
    void otherReplicasHaveThemEvenIfRedisIsKilled() throws IOException, InterruptedException {
        var ann = new Revocation(Optional.of("main"), "ann", Instant.now());
        var vertx = Vertx.vertx();
        try (var server = RedisServer.start(folder, "--appendonly", "yes")) {
            var client = server.client(vertx);
            try (var one = open(client);
                    var other = open(client)) {
                one.revocations().revoke(ann);
                assertThat(other.revocations().all(), is(List.of(ann)));

                server.kill();
                assertThrows(
                        LogUnavailableException.class, () -> one.revocations().revoke(ann));
                assertThrows(
                        LogUnavailableException.class, () -> other.revocations().all());

                server.start();
                assertThat(other.revocations().all(), is(List.of(ann)));
            }
            client.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static EventLog open(Redis client) {
        return RedisEventLog.open(
                client,
                new RedisOptions("{tidings}", RedisOptions.Wait.NONE),
                Retention.ofEach(100, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(10), 100),
                Telemetry.NONE);
    }
}
