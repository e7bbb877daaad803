package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.sqlite.SqliteOptions.Synchronous;
import io.tidings.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages that are read while others write leave nothing out, however commits fall between the queries of a page.
class SqliteFollowTest {
    private static final int EVENTS = 20_000;

    @TempDir
    Path folder;

    private EventLog log;

    @BeforeEach
    void open() {
        log = SqliteEventLog.open(
                new SqliteOptions(folder.resolve("tidings.db"), Synchronous.OFF),
                InstantSource.system(),
                Retention.ofEach(1_000_000, Duration.ofDays(1)),
                new IdempotencyLimits(Duration.ofMinutes(10), 100),
                Telemetry.NONE);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void severalTopicsAreFollowedWithoutALoss() throws Exception {
        assertNothingIsLeftOut(
                Selection.of("a", "b", "c", "d"),
                i -> List.of("a", "b", "c", "d").get(i % 4));
    }

    @Test
    void topicsThatAreNewAreFollowedWithoutALoss() throws Exception {
        assertNothingIsLeftOut(Selection.of("new/*"), i -> "new/" + i);
    }

    @Test
    void aTopicThatIsNewBesideAKnownOneIsFollowedWithoutALoss() throws Exception {
        var names = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            names.add("t" + i);
        }
        assertNothingIsLeftOut(
                Selection.of(names.toArray(String[]::new)), i -> i % 2 == 0 ? "t0" : "t" + i * 100 / EVENTS);
    }

    private void assertNothingIsLeftOut(Selection selection, IntFunction<String> topics) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var appended = threads.submit(() -> append(topics));
            var read = threads.submit(() -> follow(selection));
            assertThat(read.get().equals(appended.get()), is(true));
        }
    }

    private List<EventId> append(IntFunction<String> topics) {
        var ids = new ArrayList<EventId>();
        for (int i = 0; i < EVENTS; i += 2) {
            ids.addAll(log.append(Batch.of(Draft.of(topics.apply(i), "x"), Draft.of(topics.apply(i + 1), "y"))));
        }
        return ids;
    }

    private List<EventId> follow(Selection selection) {
        var ids = new ArrayList<EventId>();
        Cursor cursor = new Cursor.Beginning();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        long quietSince = Long.MAX_VALUE;
        while (ids.size() < EVENTS && System.nanoTime() < deadline && System.nanoTime() < quietSince) {
            var page = log.read(cursor, selection, new PageLimit(512, 65_536));
            page.events().forEach(event -> ids.add(event.id()));
            cursor = page.next();
            if (!page.events().isEmpty()) {
                quietSince = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            }
        }
        return ids;
    }
}
