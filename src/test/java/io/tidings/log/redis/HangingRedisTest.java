package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.event.Draft;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.LogUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Redis is there, but does not answer for a while.
@WithRedis
class HangingRedisTest extends Replicas {
    private static final int PUBLISHERS = 4;
    private static final int EVENTS = 3;

    /// The two seconds of the hub, and as much for a slow machine.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final Queue<String> unknown = new ConcurrentLinkedQueue<>();

    @AfterEach
    void goOn() throws IOException, InterruptedException {
        server.resume();
    }

    @Test
    void publishersAreToldSoonAndNothingIsKeptThatWasRefusedForSure() throws Exception {
        var log = open(AMPLE);
        log.append(Batch.of(Draft.of("t", "before")));
        server.suspend();

        try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PUBLISHERS; i++) {
                var name = "publisher " + i;
                publishers.execute(() -> publish(log, name));
            }
        }

        assertThat(waits.size(), is(PUBLISHERS * EVENTS));
        waits.forEach(wait -> assertThat(wait, is(lessThan(PATIENCE))));
        server.resume();
        Load.await("Redis takes events", () -> takes(log));
        var surelyKept = List.of("before", "after");
        assertThat(data(log, Selection.ALL), hasItems("before", "after"));
        var others = new ArrayList<>(data(log, Selection.ALL));
        others.removeAll(surelyKept);
        others.removeAll(unknown);
        assertThat(others, is(List.of()));
    }

    @Test
    void theTailLagsWhileNothingIsHeardOfRedis() throws Exception {
        var log = open(AMPLE);
        var _ = new Followed(log);
        assertThat(log.tailLag(), is(Duration.ZERO));

        server.suspend();
        Load.await("the tail lags", () -> log.tailLag().compareTo(Duration.ofSeconds(1)) > 0);
        server.resume();

        Load.await("the tail is up to date", () -> log.tailLag().isZero());
    }

    private void publish(EventLog log, String name) {
        for (int i = 0; i < EVENTS; i++) {
            var data = name + ", " + i;
            long start = System.nanoTime();
            try {
                log.append(Batch.of(Draft.of("t", data)));
            } catch (LogUnavailableException e) {
                waits.add(Duration.ofNanos(System.nanoTime() - start));
                if (String.valueOf(e.getMessage()).contains("may have kept this")) {
                    unknown.add(data);
                }
            }
        }
    }

    private static boolean takes(EventLog log) {
        try {
            log.append(Batch.of(Draft.of("t", "after")));
            return true;
        } catch (LogUnavailableException e) {
            return false;
        }
    }
}
