package io.tidings.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.log.redis.RedisServer;
import io.tidings.log.redis.WithRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithRedis
class DedicatedConnectionTest {
    /// More than the client keeps open.
    private static final int TIMES = 300;

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

    @Test
    void aConnectionThatIsClosedServesNobodyElse() {
        var script = RedisScript.beside(getClass(), "seven");
        for (int i = 0; i < TIMES; i++) {
            try (var connection = new DedicatedConnection(redis)) {
                assertThat(connection.run(new ScriptCall(script, List.of())).toInteger(), is(7));
            }
        }
    }
}
