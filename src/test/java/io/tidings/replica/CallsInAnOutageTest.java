package io.tidings.replica;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.log.Told;
import io.tidings.log.redis.WithRedis;
import io.tidings.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Replicas call one another while Redis is away, or refuses.
@WithRedis
class CallsInAnOutageTest extends Neighbours {
    @AfterEach
    void allow() throws IOException {
        server.command("ACL SETUSER default +@all");
    }

    @Test
    void callsFailAtOnceWhileRedisIsAwayAndWorkAgainAfterwards() throws Exception {
        var one = echo();
        var other = echo();
        awaitAcquaintance(one, other);
        try (var told = new Told(RedisReplicas.class)) {
            server.kill();
            await("the outage is noticed", () -> told.lines().size() >= 1);

            long begun = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(failure(one, other.self()), instanceOf(RedisUnavailableException.class));
                assertThrows(RedisUnavailableException.class, one::others);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun), lessThan(Duration.ofSeconds(2)));

            server.start();
            await("they are well again", () -> told.lines().size() >= 4);
            awaitAcquaintance(one, other);
            awaitAcquaintance(other, one);
            assertThat(answer(one, other, "hello"), startsWith("hello"));
            assertThat(answer(other, one, "hello"), startsWith("hello"));

            var expected = "This hub does not reach the other hubs of its log: ";
            assertThat(
                    told.lines().stream()
                            .filter(line -> line.startsWith("WARN " + expected))
                            .count(),
                    is(2L));
            assertThat(told.lines().size(), is(4));
        }
    }

    @Test
    void callsFailInTimeWhileRedisHangs() throws Exception {
        var one = echo();
        var other = echo();
        awaitAcquaintance(one, other);
        server.suspend();
        try {
            assertThat(failure(one, other.self()), instanceOf(RedisUnavailableException.class));
            assertThrows(RedisUnavailableException.class, one::others);
        } finally {
            server.resume();
        }
        await("they are well again", () -> isAnswered(one, other));
    }

    private static boolean isAnswered(Replicas one, Replicas other) {
        return !one.ask(other.self(), "hello")
                .handle((_, failure) -> failure)
                .toCompletableFuture()
                .thenApply(failure -> failure != null)
                .join();
    }

    @Test
    void aUserWithTheCommandsOfThePageIsEnough() throws IOException {
        var page = Files.readString(Path.of("docs/configuration.md"));
        var listed = Pattern.compile("these commands: `([^`]+)`").matcher(page);
        assertThat(listed.find(), is(true));
        var commands =
                Stream.of(listed.group(1).split("\\s+")).map(name -> "+" + name).collect(Collectors.joining(" "));
        assertThat(server.command("ACL SETUSER hub on >pw ~{tidings}* " + commands), is("+OK\r\n"));
        var uri = "redis://hub:pw@127.0.0.1:" + server.port();
        var one = echo(asker(client(uri)));
        var other = echo(asker(client(uri)));
        awaitAcquaintance(one, other);

        assertThat(answer(one, other, "hello"), startsWith("hello"));
    }

    @Test
    void whatTheUserMayNotDoIsNamed() throws IOException {
        var one = asker();
        one.others();
        try (var told = new Told(RedisReplicas.class)) {
            server.command("ACL SETUSER default -xread");
            await("it is told", () -> told.lines().size() == 1);
            assertThat(told.lines().getFirst().contains("xread"), is(true));
        }
    }
}
