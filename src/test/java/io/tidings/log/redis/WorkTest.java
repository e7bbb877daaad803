package io.tidings.log.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What one call may take of Redis, which serves nobody else meanwhile. It is counted in the commands that the script
/// runs, so a slow machine changes nothing.
@WithRedis
class WorkTest extends Replicas {
    private static final int CROWD = 50_000;
    private static final int TOPICS = 10_000;
    private static final int BATCH = 500;
    private static final long MAX_COMMANDS = 2_500;
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

    private final Redis meter = client();

    @Test
    void theLatestOfAllTopicsOfOneMillisecondTakeWhatTheyGive() {
        var log = open(AMPLE, RedisOptions.Wait.NONE, Optional.of(() -> Instant.ofEpochMilli(2_000_000_000_000L)));
        publish(log, CROWD);

        long before = commands();
        long events = readAll(
                log,
                Cursor.Latest.START,
                Selection.of("p/*"),
                taken -> assertThat("commands of a call", taken, is(lessThan(MAX_COMMANDS))));

        assertThat(events, is((long) CROWD));
        assertThat("commands of all calls", commands() - before, is(lessThan(3L * CROWD)));
    }

    @Test
    void theLatestOfTopicsOfManyMillisecondsTakeWhatTheyGive() {
        var log = filled();

        long events = readAll(
                log,
                Cursor.Latest.START,
                Selection.of("p/*"),
                taken -> assertThat("commands of a call", taken, is(lessThan(MAX_COMMANDS))));

        assertThat(events, is((long) TOPICS));
    }

    @Test
    void aReadThatFindsNothingIsInManySmallCalls() {
        var log = filled();

        for (var from : new Cursor[] {new Cursor.Beginning(), new Cursor.After(EventId.ZERO), Cursor.Latest.START}) {
            long events = readAll(
                    log,
                    from,
                    Selection.of("nothing/*", "*/p1/**"),
                    taken -> assertThat("commands of a call", taken, is(lessThan(MAX_COMMANDS))));
            assertThat(events, is(0L));
        }
    }

    @Test
    void aSearchForOneEventTakesNoMoreCallsThanOneForMany() {
        var log = filled();
        log.append(Batch.of(Draft.of("q/last", "x")));

        long before = scriptCalls();
        var page = log.read(new Cursor.Beginning(), Selection.of("*/last"), new PageLimit(1, 256 * 1024));
        while (page.events().isEmpty()) {
            page = log.read(page.next(), Selection.of("*/last"), new PageLimit(1, 256 * 1024));
        }

        assertThat("calls", scriptCalls() - before, is(lessThan(40L)));
    }

    @Test
    void aReplicaHearsOfManyLossesInSmallCalls() {
        var one = open(Retention.ofEach(1, Duration.ofDays(1)));
        var first = publish(one, 5_000);
        publish(one, 5_000);
        while (one.trim()) {}
        var late = open(AMPLE);

        long before = commands();
        long calls = scriptCalls();
        var page = late.read(new Cursor.After(first), Selection.of("p/1"), PAGE);

        assertThat(page.gap().isPresent(), is(true));
        long answered = scriptCalls() - calls;
        assertThat("commands a call", (commands() - before) / answered, is(lessThan(MAX_COMMANDS / 2)));
    }

    private EventLog filled() {
        var log = open(AMPLE);
        publish(log, TOPICS);
        return log;
    }

    /// An event for each topic. Returns the first id.
    private static EventId publish(EventLog log, int topics) {
        var first = EventId.ZERO;
        for (int done = 0; done < topics; done += BATCH) {
            var drafts = IntStream.range(done, done + BATCH)
                    .mapToObj(topic -> Draft.of("p/" + topic, "x"))
                    .toList();
            var ids = log.append(new Batch(drafts, Optional.empty()));
            first = first.equals(EventId.ZERO) ? ids.getFirst() : first;
        }
        return first;
    }

    /// Reads to the end. Returns how many events there were, and tells what a call for each page took.
    private long readAll(EventLog log, Cursor from, Selection selection, LongConsumer taken) {
        long events = 0;
        Page page;
        do {
            long before = commands();
            long callsBefore = scriptCalls();
            page = log.read(from, selection, PAGE);
            taken.accept((commands() - before) / (scriptCalls() - callsBefore));
            assertThat("it goes on", page.reachesEnd() || !page.next().equals(from), is(true));
            events += page.events().size();
            from = page.next();
        } while (!page.reachesEnd());
        return events;
    }

    /// What scripts have run so far, and this test.
    private long commands() {
        return CALLS.matcher(statistics())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(2)))
                .sum();
    }

    private long scriptCalls() {
        return calls("evalsha") + calls("eval");
    }

    private long calls(String command) {
        return CALLS.matcher(statistics())
                .results()
                .filter(found -> found.group(1).equals(command))
                .mapToLong(found -> Long.parseLong(found.group(2)))
                .sum();
    }

    private String statistics() {
        return meter.send(Request.cmd(Command.INFO).arg("commandstats"))
                .map(Object::toString)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
