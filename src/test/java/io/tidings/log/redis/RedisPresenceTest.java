package io.tidings.log.redis;

import io.tidings.log.PresenceContract;
import io.tidings.log.PresenceStore;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@WithRedis
class RedisPresenceTest extends PresenceContract {
    @TempDir
    static Path folder;

    static RedisServer server;
    static Vertx vertx;
    static Redis redis;

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

    private RedisPresence store;

    @AfterEach
    void close() {
        store.close();
    }

    @BeforeEach
    void flush() throws IOException {
        server.command("FLUSHALL");
    }

    @Override
    protected PresenceStore open(InstantSource clock) {
        store = new RedisPresence(redis, "{tidings}", Optional.of(clock));
        return store;
    }
}
