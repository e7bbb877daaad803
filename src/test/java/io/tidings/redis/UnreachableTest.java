package io.tidings.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An operator reads where Redis was looked for, why it was not reached, and what to do; and no class names.
class UnreachableTest {
    static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aPortThatNothingListensToIsRefused() throws IOException {
        int port = unusedPort();
        var told = "cannot connect to Redis at localhost:" + port
                + " (connection refused): start it, or correct quarkus.redis.hosts";
        var redis = Redis.createClient(vertx, "redis://localhost:" + port);
        var script = new ScriptCall(RedisScript.beside(getClass(), "seven"), List.of());
        try (var connection = new DedicatedConnection(redis)) {
            var dedicated = assertThrows(RedisUnavailableException.class, () -> connection.run(script));
            assertThat(dedicated.getMessage(), is(told));
        }
        var connections = new SharedConnections(redis);
        var shared = assertThrows(RedisUnavailableException.class, () -> connections.send(Request.cmd(Command.PING)));
        assertThat(shared.getMessage(), is(told));
        redis.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "finishConnect(..) failed with error(-111): Connection refused: a/10.0.0.3:6379 | at a:6379 (connection refused)",
                "Connection refused: /10.0.0.3:6379 | at 10.0.0.3:6379 (connection refused)",
                "Connection refused: /[0:0:0:0:0:0:0:1]:6379 | at [0:0:0:0:0:0:0:1]:6379 (connection refused)",
                "connection timed out after 60000 ms: a.b/10.0.0.3:6379 | at a.b:6379 (no answer in time)",
                "io.netty.SomeSSLException: not an SSL/TLS record | (no TLS connection)",
                "io.netty.channel.StacklessClosedChannelException | (connection lost)",
            })
    void theCauseIsTold(String cause, String told) {
        var message = Unreachable.because(new LostConnectionException("broke", new IOException(cause)))
                .getMessage();
        assertThat(message, startsWith("cannot connect to Redis " + told + ": "));
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
