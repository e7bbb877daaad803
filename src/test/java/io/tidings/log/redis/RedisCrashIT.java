package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills Redis again and again while two replicas publish to it. `-Dtidings.test.crashes=50` for more.
@Tag("slow")
@WithRedis
class RedisCrashIT {
    private static final int CRASHES = Integer.getInteger("tidings.test.crashes", 3);
    private static final int PUBLISHERS = 8;

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    @Test
    void nothingThatWasAcknowledgedIsLostOrComesTwice() throws Exception {
        try (var redis = RedisServer.start(folder, "--appendonly", "yes", "--appendfsync", "always");
                var one = Load.replica(redis.uri(), "tidings.subscribe.heartbeat=300ms");
                var other = Load.replica(redis.uri(), "tidings.subscribe.heartbeat=300ms");
                var load = new Load(one, other)) {
            var listeners = new ArrayList<LoadListener>();
            for (int i = 0; i < 4; i++) {
                listeners.add(load.listen(i % 2, "?replay=all"));
            }
            load.publish(PUBLISHERS, 0).publish(PUBLISHERS, 1);
            long recovery = 0;
            for (int crash = 0; crash < CRASHES; crash++) {
                int enough = load.acknowledged.size() + 1 + random.nextInt(300);
                Load.await("acknowledgements", () -> load.acknowledged.size() >= enough);
                redis.kill();
                passWhileAway(load, listeners);
                redis.start();
                long startedAt = System.nanoTime();
                Load.await("an acknowledgement", () -> load.acknowledgedAt.get() > startedAt);
                recovery = Math.max(recovery, load.acknowledgedAt.get() - startedAt);
                Load.awaitRecovery("Redis is back", startedAt, listeners);
            }
            load.finish();
            load.assertNothingIsMissing();
            listeners.forEach(listener -> assertThat("streams", listener.streams(), is(1)));
            System.out.printf(
                    "%d crashes, %d acknowledged, %d refused, publishing again after %d ms at most%n",
                    CRASHES,
                    load.acknowledged.size(),
                    load.refusals.get(0).get() + load.refusals.get(1).get(),
                    recovery / 1_000_000);
        }
    }

    /// Until both replicas have refused an event, and every stream got a heartbeat.
    private static void passWhileAway(Load load, ArrayList<LoadListener> listeners) {
        var refused = load.refusals.stream().map(count -> count.get()).toList();
        var beats = listeners.stream().map(LoadListener::heartbeats).toList();
        for (int i = 0; i < refused.size(); i++) {
            int replica = i;
            Load.await("a refusal", () -> load.refusals.get(replica).get() > refused.get(replica));
        }
        for (int i = 0; i < listeners.size(); i++) {
            int listener = i;
            Load.await("a heartbeat", () -> listeners.get(listener).heartbeats() > beats.get(listener));
        }
    }
}
