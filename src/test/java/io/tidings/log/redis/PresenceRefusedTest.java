package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.LogUnavailableException;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceFixture;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Redis whose user may not run all that presence needs.
@WithRedis
class PresenceRefusedTest extends PresenceFixture {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Redis> clients = new ArrayList<>();
    private RedisServer server;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start(folder);
    }

    @AfterEach
    void stop() {
        clients.forEach(Redis::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    private RedisPresence replica(String uri) {
        var client = RedisServer.client(vertx, uri);
        clients.add(client);
        return new RedisPresence(client, "{tidings}", Optional.of(() -> now));
    }

    @Test
    void aUserWithTheCommandsOfThePageIsEnough() throws IOException {
        var page = Files.readString(Path.of("docs/configuration.md"));
        var commands = Stream.of("these commands: `([^`]+)`", "with presence also `([^`]+)`")
                .map(words -> Pattern.compile(words).matcher(page))
                .flatMap(matcher -> matcher.results().map(found -> found.group(1)))
                .flatMap(list -> Stream.of(list.split("\\s+")))
                .map(name -> "+" + name)
                .toList();
        var made = server.command("ACL SETUSER hub on >pw ~{tidings}* " + String.join(" ", commands));
        assertThat(made, is("+OK\r\n"));
        var uri = "redis://hub:pw@127.0.0.1:" + server.port();
        var dead = replica(uri);
        var replica = replica(uri);

        dead.report(List.of(count("chat", ANN, 1)));
        replica.report(List.of(count("chat", BOB, 1), nameless("chat", 1)));
        pass(Duration.ofSeconds(15), replica);

        assertThat(tell(replica), contains("JOINED chat ann", "JOINED chat bob", "LEFT chat ann"));
        assertThat(present(replica, "chat"), contains("bob 1 2026-11-22T12:00:00Z"));
    }

    /// The pool may hand out the connection that was given back because of the refusal.
    private static boolean isReported(RedisPresence replica, List<PresenceCount> counts) {
        try {
            return replica.report(counts);
        } catch (LogUnavailableException _) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hset", "hget", "hdel", "hincrby", "hsetnx", "rpush", "zadd", "zrem", "pexpire", "evalsha"})
    void aDeniedCommandLosesNoChange(String command) throws IOException {
        var replica = replica(server.uri());
        replica.report(List.of(count("chat", BOB, 1)));
        server.command("ACL SETUSER default -" + command);
        var counts = List.of(count("chat", ANN, 1), count("chat", BOB, 0));
        assertThrows(LogUnavailableException.class, () -> replica.report(counts));
        server.command("ACL SETUSER default +@all");

        Load.await("it is reported", () -> isReported(replica, counts));
        pass(GRACE, replica);

        assertThat(tell(replica), contains("JOINED chat bob", "JOINED chat ann", "LEFT chat bob"));
    }
}
