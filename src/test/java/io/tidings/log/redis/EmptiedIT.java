package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes all events away while streams are open.
@WithRedis
class EmptiedIT {
    @TempDir
    Path folder;

    @Test
    void openStreamsAreToldAndGoOnWithGreaterIds() throws Exception {
        try (var redis = RedisServer.start(folder);
                var one = Load.replica(redis.uri());
                var other = Load.replica(redis.uri());
                var load = new Load(one, other)) {
            var listeners = List.of(load.listen(0, "?replay=all"), load.listen(1, "?replay=all"));
            publish(0, load);
            awaitAll(0, listeners);

            var before = gaps(listeners);
            long emptiedAt = System.nanoTime();
            redis.command("FLUSHALL");
            awaitGap(before, listeners);
            System.out.printf(
                    "recovery: Redis is emptied → a gap on every stream: %d ms%n",
                    (System.nanoTime() - emptiedAt) / 1_000_000);
            publish(1, load);
            awaitAll(1, listeners);

            var beforeRestart = gaps(listeners);
            redis.kill();
            redis.start();
            awaitGap(beforeRestart, listeners);
            publish(2, load);
            awaitAll(2, listeners);

            // An event follows so closely that nobody has noticed yet.
            long emptiedAgainAt = System.nanoTime();
            redis.command("FLUSHALL");
            publish(3, load);
            Load.awaitRecovery("Redis is emptied, and one is published", emptiedAgainAt, listeners);
            awaitAll(3, listeners);
            listeners.forEach(listener -> assertThat("gaps", listener.gaps(), greaterThan(2)));
            listeners.forEach(LoadListener::assertOrder);
            listeners.forEach(listener -> assertThat("streams", listener.streams(), is(1)));

            // Who comes back from before all this is told as well.
            var late = load.listen(
                    1,
                    "",
                    "Last-Event-ID: " + listeners.getFirst().events().getFirst().lastEventId());
            Load.await("a gap", () -> late.gaps() == 1);
            Load.await("what is left", () -> late.data().contains("e/3 0"));
        }
    }

    private static void publish(int number, Load load) {
        Load.await("an acknowledgement", () -> load.publish("load/e", "e/" + number + " 0", "X: y", number % 2));
    }

    private static void awaitAll(int number, List<LoadListener> listeners) {
        Load.await(
                "event " + number,
                () -> listeners.stream().allMatch(listener -> listener.data().contains("e/" + number + " 0")));
    }

    private static List<Integer> gaps(List<LoadListener> listeners) {
        return listeners.stream().map(LoadListener::gaps).toList();
    }

    private static void awaitGap(List<Integer> before, List<LoadListener> listeners) {
        for (int i = 0; i < listeners.size(); i++) {
            int which = i;
            Load.await("a gap", () -> listeners.get(which).gaps() > before.get(which));
        }
    }
}
