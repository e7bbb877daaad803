package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresenceEvents;
import io.tidings.log.PresenceKey;
import io.tidings.log.PresentSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several replicas that bring the same changes to the log at the same time, and stop anywhere in between.
@WithRedis
class PresenceOnceTest extends Replicas {
    private static final Topic CHAT = new Topic("chat");
    private static final int REPLICAS = 3;
    private static final int SUBJECTS = 1_000;

    @Test
    void everyChangeIsKeptOnceAndInOrder() throws InterruptedException {
        var reporting = new AtomicInteger(REPLICAS);
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var threads = IntStream.range(0, REPLICAS)
                .mapToObj(number -> Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                        .start(() -> run(number, reporting)))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(failures, is(List.of()));
        var log = open(AMPLE);
        var told = data(log, Selection.of("tidings/presence/**"));
        for (int number = 0; number < REPLICAS; number++) {
            int replica = number;
            var ofReplica = told.stream()
                    .filter(event -> event.contains("\"issuer\":\"" + replica + "\""))
                    .toList();
            var expected = Stream.concat(
                            IntStream.range(0, SUBJECTS).boxed(),
                            IntStream.range(0, SUBJECTS).boxed())
                    .map(i -> "{\"topic\":\"chat\",\"subject\":\"user %d\",\"issuer\":\"%d\"}".formatted(i, replica))
                    .toList();
            assertThat(ofReplica.subList(0, SUBJECTS), is(expected.subList(0, SUBJECTS)));
            assertThat(ofReplica, containsInAnyOrder(expected.toArray(String[]::new)));
        }
        assertThat(PresenceEvents.present(log).size(), is(0));
    }

    /// Its subjects join, leave at once since there is no grace, and all of it is told by turns with the
    /// others.
    private void run(int number, AtomicInteger reporting) {
        var random = new Random(number);
        try (var store = new RedisPresence(client(), "{tidings}")) {
            var log = open(AMPLE);
            for (int from = 0; from < SUBJECTS; from += 50) {
                report(store, number, from, 1);
                tell(store, log, random);
            }
            for (int from = 0; from < SUBJECTS; from += 50) {
                report(store, number, from, 0);
                store.sweep(Duration.ZERO);
                tell(store, log, random);
            }
            reporting.decrementAndGet();
            while (reporting.get() > 0 || !store.untold().all().isEmpty()) {
                while (store.sweep(Duration.ZERO)) {}
                tell(store, log, random);
            }
        }
    }

    private static void report(RedisPresence store, int replica, int from, int streams) {
        var counts = IntStream.range(from, from + 50)
                .mapToObj(i -> new PresentSubject(Optional.of("" + replica), "user " + i))
                .map(subject -> new PresenceCount(PresenceKey.of(CHAT, subject), streams))
                .toList();
        assertThat(store.report(counts), is(true));
    }

    /// Stops now and then before the log has it, or before the store is told.
    private static void tell(RedisPresence store, EventLog log, Random random) {
        var changes = store.untold();
        if (changes.all().isEmpty() || random.nextInt(4) == 0) {
            return;
        }
        log.append(PresenceEvents.batch(changes));
        if (random.nextInt(4) > 0) {
            store.told(changes);
        }
    }
}
