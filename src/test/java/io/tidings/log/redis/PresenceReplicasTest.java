package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceFixture;
import io.tidings.log.PresenceStore;
import io.tidings.log.PresentSubject;
import io.tidings.redis.SharedConnections;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas whose presence is in one Redis.
@WithRedis
class PresenceReplicasTest extends PresenceFixture {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

    @TempDir
    static Path folder;

    static RedisServer server;
    static Vertx vertx;
    static Redis redis;

    private final List<RedisPresence> replicas = new ArrayList<>();
    private final RedisPresence one = replica();
    private final RedisPresence other = replica();

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

    @AfterEach
    void close() {
        replicas.forEach(RedisPresence::close);
    }

    private RedisPresence replica() {
        var replica = new RedisPresence(redis, "{tidings}", Optional.of(() -> now));
        replicas.add(replica);
        return replica;
    }

    private static void report(PresenceStore replica, PresenceCount... counts) {
        assertThat(replica.report(List.of(counts)), is(true));
    }

    private static PresentSubject user(int number) {
        return new PresentSubject(Optional.of("main"), "user " + number);
    }

    @Test
    void streamsAtAllReplicasAddUp() {
        report(one, count("chat", ANN, 2), nameless("chat", 1));
        report(other, count("chat", ANN, 1));

        assertThat(present(other, "chat"), contains("ann 3 2026-11-22T12:00:00Z"));
        assertThat(streams(one, "chat"), is(4L));
        assertThat(tell(one), contains("JOINED chat ann"));
    }

    @Test
    void aSubjectThatMovesToAnotherReplicaHasNotLeft() {
        report(one, count("chat", ANN, 1));
        report(one, count("chat", ANN, 0));
        pass(GRACE.minusSeconds(1), one, other);
        report(other, count("chat", ANN, 1));
        pass(GRACE.multipliedBy(2), one, other);

        assertThat(tell(one), contains("JOINED chat ann"));
    }

    @Test
    void thoseOfADeadReplicaHaveLeftTheGraceAfterItWasLastHeardOf() {
        int crowd = 1_000;
        report(
                one,
                IntStream.range(0, crowd)
                        .mapToObj(i -> count("chat", user(i), 1))
                        .toArray(PresenceCount[]::new));
        report(other, count("chat", user(0), 1));
        pass(Duration.ofSeconds(60), one, other);
        pass(GRACE.minusSeconds(1), other);
        assertThat(tell(other), hasSize(crowd));

        pass(Duration.ofSeconds(1), other);

        assertThat(tell(other).subList(crowd, told.size()), hasSize(crowd - 1));
        assertThat(present(other, "chat"), contains("user 0 1 2026-11-22T12:00:00Z"));
        assertThat(streams(other, "chat"), is(1L));
    }

    @Test
    void aReplicaThatWasCutOffReportsAnewAndNobodyHasLeft() {
        report(one, count("chat", ANN, 1), count("chat", BOB, 1));
        pass(Duration.ofSeconds(5), other);
        assertThat(streams(other, "chat"), is(0L));

        assertThat(one.renew(), is(false));
        report(one, count("chat", ANN, 1));
        pass(GRACE.multipliedBy(2), one, other);

        assertThat(tell(other), contains("JOINED chat ann", "JOINED chat bob", "LEFT chat bob"));
    }

    @Test
    void aReplicaOfWhichHalfIsForgottenReportsAnew() {
        int crowd = 2_000;
        report(
                one,
                IntStream.range(0, crowd)
                        .mapToObj(i -> count("chat", user(i), 1))
                        .toArray(PresenceCount[]::new));
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(1);
            other.renew();
        }
        assertThat(other.sweep(GRACE), is(true));

        assertThat(one.renew(), is(false));
    }

    @Test
    void aReplicaNoticesThatRedisHasLostWhatItReported() throws IOException {
        report(one, count("chat", ANN, 1));
        tell(one);
        server.command("FLUSHALL");

        assertThat(one.report(List.of(count("chat", BOB, 1))), is(false));
        report(one, count("chat", ANN, 1), count("chat", BOB, 1));

        assertThat(tell(one), contains("JOINED chat ann", "JOINED chat ann", "JOINED chat bob"));
    }

    @Test
    void aReportThatArrivesAfterANewerOneChangesNothing() {
        report(one, count("chat", BOB, 1));
        var late = one.next(List.of(count("chat", ANN, 1)));
        report(one, count("chat", ANN, 2));

        new SharedConnections(redis).run(late);

        assertThat(present(one, "chat"), contains("bob 1 2026-11-22T12:00:00Z", "ann 2 2026-11-22T12:00:00Z"));
    }

    @Test
    void anOutageOfRedisLetsNobodyLeave() {
        report(one, count("chat", ANN, 1));
        report(one, count("chat", BOB, 1));
        report(one, count("chat", BOB, 0));
        pass(Duration.ofSeconds(5), one, other);
        now = now.plusSeconds(120);
        pass(Duration.ofSeconds(2), other, one);

        assertThat(tell(other), contains("JOINED chat ann", "JOINED chat bob"));
    }

    @Test
    void changesThatAreToldTwiceHaveOneName() {
        report(one, count("chat", ANN, 1));
        var first = one.untold();
        report(other, count("chat", BOB, 1));

        assertThat(other.untold(), is(first));
        one.told(first);
        other.told(first);

        assertThat(tell(other), contains("JOINED chat bob"));
    }

    @Test
    void nothingIsLeftOfReplicasAndSubjectsThatAreGone() {
        report(one, count("chat", ANN, 1), nameless("chat", 1));
        report(other, count("chat", BOB, 1));
        var third = replica();
        pass(Duration.ofSeconds(30), third);
        tell(third);

        assertThat(keys(), contains("{tidings}:presence"));
    }

    private List<String> keys() {
        return redis.send(Request.cmd(Command.KEYS).arg("*")).toCompletionStage().toCompletableFuture().join().stream()
                .map(Object::toString)
                .toList();
    }

    /// Counted in the commands that the scripts run, so a slow machine changes nothing.
    @Test
    void aJoinCostsTheSameWhereTenThousandArePresent() {
        report(one, count("chat", user(-1), 1));
        long before = commands();
        report(one, count("chat", user(-2), 1));
        long alone = commands() - before;
        for (int i = 0; i < 10_000; i += 200) {
            report(
                    one,
                    IntStream.range(i, i + 200)
                            .mapToObj(each -> count("chat", user(each), 1))
                            .toArray(PresenceCount[]::new));
        }
        before = commands();
        report(one, count("chat", user(-3), 1));

        assertThat(commands() - before, is(alone));
        assertThat("commands", alone, is(lessThan(40L)));
    }

    private static long commands() {
        var statistics = redis.send(Request.cmd(Command.INFO).arg("commandstats"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .toString();
        return CALLS.matcher(statistics)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(2)))
                .sum();
    }

    @Test
    void nobodyIsPresentWhereNobodyReported() {
        pass(Duration.ofSeconds(20), one, other);

        assertThat(present(one, "chat"), is(empty()));
        assertThat(tell(one), is(empty()));
    }
}
