package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills one of two replicas while both publish.
@WithRedis
class ReplicaKilledIT {
    private static final int LISTENERS = 8;

    @TempDir
    Path folder;

    @Test
    void clientsOfAKilledReplicaGoOnAtAnotherAndMissNothing() throws Exception {
        try (var redis = RedisServer.start(folder);
                var killed = Load.replica(redis.uri());
                var other = Load.replica(redis.uri());
                var load = new Load(killed, other)) {
            var listeners = new ArrayList<LoadListener>();
            for (int i = 0; i < LISTENERS; i++) {
                listeners.add(load.listen(0, "?replay=all"));
            }
            load.publish(8, 0).publish(8, 1);
            Load.await("events", () -> listeners.stream().allMatch(listener -> listener.size() > 150));
            killed.process().destroyForcibly().waitFor();
            long killedAt = System.nanoTime();
            Load.await("other streams", () -> listeners.stream().allMatch(listener -> listener.streams() == 2));
            Load.awaitRecovery("a replica is killed", killedAt, listeners);
            int enough = load.acknowledged.size() + 150;
            Load.await("acknowledgements", () -> load.acknowledged.size() > enough);
            load.finish();
            load.assertNothingIsMissing();
            listeners.forEach(listener -> assertThat("streams", listener.streams(), is(2)));
        }
    }
}
