package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// A large batch is one batch, and others are not kept waiting by it.
@WithRedis
class LargeBatchTest extends LargeBatchFixture {
    /// Some tries, since this machine may be busy with something else. In one step this takes ten times as long.
    @Test
    void redisIsNotBusyWithALargeBatchForLongAtATime() throws IOException {
        server.command("CONFIG SET slowlog-log-slower-than 50000");
        var log = open(AMPLE);
        for (int attempt = 1; attempt <= 20; attempt++) {
            server.command("SLOWLOG RESET");
            log.append(ofManyTopics(attempt));
            awaitIndexed();
            if (server.command("SLOWLOG LEN").equals(":0\r\n")) {
                return;
            }
        }
        throw new AssertionError("too slow: " + server.command("SLOWLOG GET 1"));
    }

    @Test
    void readersSeeAllOfALargeBatchOrNothing() {
        var log = open(AMPLE);
        var other = open(AMPLE);
        var followed = new Followed(other);
        var appended = log.appendAsync(batch("a")).thenCompose(_ -> log.appendAsync(batch("b")));
        while (!appended.toCompletableFuture().isDone()) {
            for (var selection : List.of(FORM, NAMES, Selection.ALL)) {
                assertThat("" + selection, data(other, selection).size() % EVENTS, is(0));
            }
        }
        followed.awaitSize(2 * EVENTS);
        assertThat(followed.data(), is(data(other, Selection.ALL)));
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(other, 2 * EVENTS);
    }

    @Test
    void hubsAppendLargeBatchesAndSmallOnesAtTheSameTime() {
        var logs = List.of(open(AMPLE), open(AMPLE));
        var followed = new Followed(open(AMPLE));
        var appended = new ArrayList<CompletionStage<List<EventId>>>();
        for (int i = 0; i < 3; i++) {
            for (var log : logs) {
                appended.add(log.appendAsync(batch(log.hashCode() + "/" + i)));
                appended.add(log.appendAsync(Batch.of(draft("t/0", "small"))));
            }
        }
        appended.forEach(LargeBatchTest::await);
        int all = 6 * (EVENTS + 1);
        followed.awaitSize(all);
        assertThat(followed.data(), is(data(logs.getFirst(), Selection.ALL)));
        assertThat(followed.interruptions(), is(empty()));
        assertIsWhole(logs.getLast(), all);
    }

    @Test
    void retentionHoldsForALargeBatch() {
        var log = open(Retention.ofEach(10, Duration.ofDays(1)));
        log.append(batch("a"));
        Load.await("it is trimmed", () -> {
            log.trim();
            return data(log, FORM).size() == 30;
        });
        assertIsWhole(log, 30);
    }
}
