package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stops one of two replicas that has 2,000 subscribers, as a deployment does, while events are published through both.
@Tag("slow")
@Tag("alone")
@WithRedis
class DrainIT {
    private static final int STREAMS = 2_000;
    private static final int QUIET = 50;

    @TempDir
    Path folder;

    @Test
    void allMoveToTheOtherReplicaOneAfterTheOtherAndMissNothing() throws Exception {
        try (var redis = RedisServer.start(folder);
                var drained = Load.replica(redis.uri());
                var other = Load.replica(redis.uri());
                var crowd = new ReconnectingClients(drained, other)) {
            crowd.listen("news", STREAMS);
            crowd.listen("quiet", QUIET);
            crowd.publishNews();
            Load.await("events", () -> crowd.published() > 20);

            long start = System.nanoTime();
            drained.process().toHandle().destroy();
            assertThat("gone within tidings.drain.timeout", drained.process().waitFor(20, TimeUnit.SECONDS));
            System.out.printf("drained %,d streams in %,d ms%n", STREAMS + QUIET, millisSince(start));

            // Nobody of these had heard anything when it was sent away.
            crowd.publish("quiet");
            crowd.finish();
            crowd.assertNothingIsMissing();
            assertThat("each came back once", crowd.streams(), is(2L * (STREAMS + QUIET)));
            assertThat("spread over, ms", crowd.millisBetweenFirstAndLastThatLeft(), greaterThan(8_000L));
            assertThat("refused", crowd.refused(), is(0L));
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
