package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Presence of two replicas while one of them, Redis, or the network between them fails: every subject joins
/// once, and leaves once or not at all.
@Tag("slow")
@WithRedis
class PresenceIT {
    private static final String[] DURABLE = {"--appendonly", "yes", "--appendfsync", "always"};

    @TempDir
    Path folder;

    private static List<String> events(String type, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> type + " user " + i).toList();
    }

    /// Without markers.
    private static List<String> told(Crowd crowd, int replica, String type) {
        return crowd.told(replica).stream()
                .map(Crowd.Told::event)
                .filter(event -> event.startsWith(type + " user "))
                .toList();
    }

    private static void assertAllJoinedAndNobodyLeft(Crowd crowd, int replica, int users) {
        assertThat(
                told(crowd, replica, "joined"),
                containsInAnyOrder(events("joined", 0, users).toArray()));
        assertThat(told(crowd, replica, "left"), is(List.of()));
    }

    @Test
    void thoseOfAKilledReplicaHaveLeftWithin15SecondsUnlessTheyComeBack() throws Exception {
        int users = 200;
        try (var redis = RedisServer.start(folder, DURABLE);
                var killed = Crowd.replica(redis.uri());
                var other = Crowd.replica(redis.uri());
                var crowd = new Crowd(killed, other)) {
            for (int i = 0; i < users; i++) {
                var user = crowd.enter("user " + i, 0);
                if (i < users / 2) {
                    user.stayAway();
                }
            }
            Load.await("all are there", () -> crowd.streams(1) == users);
            killed.process().destroyForcibly().waitFor();
            var killedAt = Instant.now();
            Load.await("those who stay away have left", () -> crowd.subjects(1) == users / 2);
            crowd.awaitGrace(1);

            var last = crowd.told(1).stream()
                    .filter(each -> each.event().startsWith("left user "))
                    .map(Crowd.Told::time)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            var after = Duration.between(killedAt, last);
            System.out.printf("a replica is killed → those of it have left: %d ms%n", after.toMillis());
            assertThat(after, lessThan(Duration.ofSeconds(15)));
            assertThat(
                    told(crowd, 1, "joined"),
                    containsInAnyOrder(events("joined", 0, users).toArray()));
            assertThat(
                    told(crowd, 1, "left"),
                    containsInAnyOrder(events("left", 0, users / 2).toArray()));
        }
    }

    @Test
    void nobodyLeavesWhileRedisIsAwayHoweverLong() throws Exception {
        int users = 100;
        try (var redis = RedisServer.start(folder, DURABLE);
                var one = Crowd.replica(redis.uri());
                var other = Crowd.replica(redis.uri());
                var crowd = new Crowd(one, other)) {
            for (int i = 0; i < users; i++) {
                crowd.enter("user " + i, i % 2);
            }
            Load.await("all are there", () -> crowd.streams(0) == users);
            redis.kill();
            TimeUnit.SECONDS.sleep(16);
            redis.start();
            long startedAt = System.nanoTime();
            Load.await("all are there again", () -> crowd.streams(0) == users && crowd.streams(1) == users);
            System.out.printf(
                    "Redis is back → presence is answered: %d ms%n", (System.nanoTime() - startedAt) / 1_000_000);
            crowd.awaitGrace(0);

            assertAllJoinedAndNobodyLeft(crowd, 1, users);
        }
    }

    @Test
    void nobodyLeavesWhileAReplicaIsCutOffFor5Seconds() throws Exception {
        int users = 100;
        try (var redis = RedisServer.start(folder, DURABLE);
                var cable = CuttingProxy.to(redis.port());
                var cutOff = Crowd.replica(cable.uri());
                var other = Crowd.replica(redis.uri());
                var crowd = new Crowd(cutOff, other)) {
            for (int i = 0; i < users; i++) {
                crowd.enter("user " + i, i % 2);
            }
            Load.await("all are there", () -> crowd.streams(1) == users);
            cable.cut();
            TimeUnit.SECONDS.sleep(5);
            cable.mend();
            long mendedAt = System.nanoTime();
            Load.await("all are there again", () -> crowd.streams(1) == users);
            System.out.printf(
                    "a replica reaches Redis again → its streams count: %d ms%n",
                    (System.nanoTime() - mendedAt) / 1_000_000);
            crowd.awaitGrace(1);

            assertAllJoinedAndNobodyLeft(crowd, 1, users);
            assertThat(crowd.streams(0), is((long) users));
        }
    }

    @Test
    void nobodyLeavesWhenTwoThousandMoveInADrain() throws Exception {
        int users = 2_000;
        try (var redis = RedisServer.start(folder, DURABLE);
                var drained = Crowd.replica(redis.uri());
                var other = Crowd.replica(redis.uri());
                var crowd = new Crowd(drained, other)) {
            for (int i = 0; i < users; i++) {
                crowd.enter("user " + i, 0);
            }
            Load.await("all are there", () -> crowd.streams(1) == users);
            drained.process().toHandle().destroy();
            drained.process().waitFor();
            Load.await("all are there again", () -> crowd.streams(1) == users);
            crowd.awaitGrace(1);

            assertAllJoinedAndNobodyLeft(crowd, 1, users);
            crowd.leave();
            Load.await(
                    "all have left",
                    () -> crowd.subjects(1) == 0 && told(crowd, 1, "left").size() >= users);
            assertThat(
                    told(crowd, 1, "left"),
                    containsInAnyOrder(events("left", 0, users).toArray()));
        }
    }
}
