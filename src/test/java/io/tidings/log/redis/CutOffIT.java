package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidings.PackagedServer;
import io.tidings.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts one of two replicas off from Redis while the other goes on. `-Dtidings.test.cut=PT1M` for longer.
@Tag("slow")
@WithRedis
class CutOffIT {
    private static final Duration CUT = Duration.parse(System.getProperty("tidings.test.cut", "PT5S"));

    @TempDir
    Path folder;

    @Test
    void aReplicaThatWasCutOffCatchesUpInOrderAndItsStreamsStay() throws Exception {
        try (var redis = RedisServer.start(folder);
                var cable = CuttingProxy.to(redis.port());
                var cutOff = Load.replica(cable.uri(), "tidings.subscribe.heartbeat=900ms");
                var other = Load.replica(redis.uri(), "tidings.subscribe.heartbeat=900ms");
                var load = new Load(cutOff, other)) {
            var open = new ArrayList<LoadListener>();
            for (int i = 0; i < 4; i++) {
                open.add(load.listen(0, "?replay=all"));
            }
            var witness = load.listen(1, "?replay=all");
            load.publish(4, 0).publish(4, 1);
            Load.await("events", () -> open.stream().allMatch(listener -> listener.size() > 100));
            assertThat(readiness(cutOff), containsString("200"));

            cable.cut();
            Load.await("readiness is DOWN", () -> readiness(cutOff).contains("503"));
            var beats = open.stream().map(LoadListener::heartbeats).toList();
            // With cursors that the replica has passed, that it has not reached, and before all.
            int known = witness.size();
            Load.await("the other goes on", () -> witness.size() > known + 200);
            var events = witness.events();
            for (var cursor : List.of(events.get(50), events.getLast())) {
                open.add(load.listen(0, "?after=" + cursor.lastEventId()));
            }
            var fromTheBeginning =
                    load.listen(0, "", "Last-Event-ID: " + events.getFirst().lastEventId());
            TimeUnit.NANOSECONDS.sleep(CUT.toNanos());
            for (int i = 0; i < beats.size(); i++) {
                assertThat("heartbeats", open.get(i).heartbeats(), greaterThan(beats.get(i)));
            }

            long mendedAt = System.nanoTime();
            cable.mend();
            Load.awaitRecovery("a replica reaches Redis again", mendedAt, open.subList(0, 4));
            Load.await("readiness is UP", () -> readiness(cutOff).contains("200"));
            long readyAt = System.nanoTime();
            load.finish();
            System.out.printf(
                    "cut off for %s and more, %d acknowledged, ready again after %d ms, caught up after %d ms%n",
                    CUT,
                    load.acknowledged.size(),
                    (readyAt - mendedAt) / 1_000_000,
                    (System.nanoTime() - mendedAt) / 1_000_000);
            load.assertNothingIsMissing(open.subList(0, 4));
            load.assertNothingIsMissing(List.of(witness));
            var all = witness.events();
            assertThat(open.get(4).events(), is(all.subList(51, all.size())));
            assertThat(open.get(5).events(), is(all.subList(events.size(), all.size())));
            assertThat(fromTheBeginning.events(), is(all.subList(1, all.size())));
            open.forEach(listener -> assertThat("streams", listener.streams(), is(1)));
        }
    }

    private static String readiness(PackagedServer hub) {
        try (var response = RawResponse.of("GET", hub.at("/q/health/ready"))) {
            return response.statusLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
