package io.tidings.log.redis;

import io.vertx.core.Vertx;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class RedisEventLogTest extends RedisContract {
    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
        vertx = Vertx.vertx();
        redis = server.client(vertx);
    }
}
