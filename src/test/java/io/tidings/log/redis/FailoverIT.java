package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kills the primary, and Sentinel makes its replica the new one. What the old one had acknowledged and not yet passed
/// on is lost; who may have missed it is told of a gap.
@Tag("slow")
@Tag("alone")
@WithRedis
class FailoverIT {
    @TempDir
    Path folder;

    /// The second time the replica follows no longer for a while before the primary dies.
    @ParameterizedTest(name = "a replica that lags: {0}")
    @ValueSource(booleans = {false, true})
    void theHubGoesOnByItselfAndTellsWhatMayBeLost(boolean lags) throws Exception {
        try (var primary = RedisServer.start(folder.resolve("primary"));
                var replica =
                        RedisServer.start(folder.resolve("replica"), "--replicaof", "127.0.0.1 " + primary.port())) {
            Load.await("the replica follows", () -> isInSync(replica));
            var sentinels = new ArrayList<RedisServer>();
            try {
                for (int i = 0; i < 3; i++) {
                    sentinels.add(RedisServer.startSentinel(folder.resolve("sentinel" + i), primary.port()));
                }
                Load.await("sentinels know all", () -> sentinels.stream().allMatch(FailoverIT::knowsAll));
                failOver(primary, lags ? Optional.of(replica) : Optional.empty(), sentinels);
            } finally {
                sentinels.forEach(RedisServer::close);
            }
        }
    }

    private static void failOver(RedisServer primary, Optional<RedisServer> lagging, List<RedisServer> sentinels)
            throws Exception {
        var hosts = sentinels.stream().map(RedisServer::uri).collect(Collectors.joining(","));
        try (var one = Load.replica(hosts, "quarkus.redis.client-type=sentinel", "quarkus.redis.master-name=hub");
                var other = Load.replica(hosts, "quarkus.redis.client-type=sentinel", "quarkus.redis.master-name=hub");
                var load = new Load(one, other)) {
            var listeners = List.of(load.listen(0, "?replay=all"), load.listen(1, "?replay=all"));
            load.publish(8, 0).publish(8, 1);
            Load.await("events", () -> listeners.stream().allMatch(listener -> listener.size() > 150));
            if (lagging.isPresent()) {
                lagging.get().command("REPLICAOF NO ONE");
                // Not many: the sentinels mend this after some seconds.
                int lost = load.acknowledged.size() + 20;
                Load.await("events that will be lost", () -> load.acknowledged.size() > lost);
            }
            load.longestPause.set(0);
            primary.kill();
            long killedAt = System.nanoTime();
            Load.await("acknowledgements by the new primary", () -> isNow(load.acknowledgedAt.get(), killedAt));
            Load.await(
                    "events of the new primary",
                    () -> listeners.stream().allMatch(listener -> isNow(listener.eventAt(), killedAt)));
            Load.awaitRecovery("a primary is killed that Sentinel replaces", killedAt, listeners);
            int enough = load.acknowledged.size() + 150;
            Load.await("more of them", () -> load.acknowledged.size() > enough);
            var fresh = load.listen(1, "?replay=all");
            load.finish();
            var lost = new HashSet<>(load.acknowledged.keySet());
            lost.removeAll(fresh.data());
            assertThat("lost " + lost, lost.isEmpty(), is(lagging.isEmpty()));
            var missed = new ArrayList<Integer>();
            for (var listener : listeners) {
                listener.assertOrder();
                assertThat("streams", listener.streams(), is(1));
                var missing = new HashSet<>(load.acknowledged.keySet());
                missing.removeAll(listener.data());
                missed.add(missing.size());
                assertThat("told of " + lost, lost.isEmpty() || listener.gaps() > 0, is(true));
            }
            System.out.printf(
                    "failover: nothing was acknowledged for %d ms, %d were, lost %d, missed by listeners %s, gaps %s%n",
                    load.longestPause.get() / 1_000_000,
                    load.acknowledged.size(),
                    lost.size(),
                    missed,
                    listeners.stream().map(LoadListener::gaps).toList());
            assertThat(load.acknowledged.size(), greaterThan(300));
        }
    }

    /// What was on its way when the primary died may still arrive; half a second later it is the new one.
    private static boolean isNow(long latest, long killedAt) {
        return latest - killedAt > 500_000_000L;
    }

    private static boolean isInSync(RedisServer replica) {
        try {
            return replica.command("INFO replication").contains("master_link_status:up");
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean knowsAll(RedisServer sentinel) {
        try {
            return sentinel.command("INFO sentinel").contains("status=ok")
                    && sentinel.command("INFO sentinel").contains("slaves=1,sentinels=3");
        } catch (IOException _) {
            return false;
        }
    }
}
