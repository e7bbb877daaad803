package io.tidings.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.event.Utf8;
import io.tidings.event.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/// A log of some engine, and what the tests of its contract do with it.
abstract class LogFixture {
    static final Retention AMPLE = Retention.ofEach(10_000, Duration.ofDays(1));
    static final PageLimit ALL = new PageLimit(10_000, Integer.MAX_VALUE);

    private static final IdempotencyLimits WINDOW = new IdempotencyLimits(Duration.ofMinutes(10), 3);

    /// Opens a log that is empty the first time in a test and later has what was in it, if the engine is durable.
    interface LogOpener {
        EventLog open(InstantSource clock, Retention retention, IdempotencyLimits idempotency);
    }

    /// Stands still unless told otherwise.
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    EventLog log;

    private final LogOpener engine;

    LogFixture(LogOpener engine) {
        this.engine = engine;
    }

    void open(Retention retention) {
        log = engine.open(() -> now, retention, WINDOW);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    EventId append(String topic, String data) {
        return append(Draft.of(topic, data));
    }

    EventId append(Draft draft) {
        return log.append(Batch.of(draft)).getFirst();
    }

    static Draft draft(String data, String... topics) {
        return new Draft(
                Stream.of(topics).map(Topic::new).toList(), Optional.empty(), Utf8.of(data), OptionalLong.empty());
    }

    static Draft privateDraft(String data, String... topics) {
        return new Draft(
                Stream.of(topics).map(Topic::new).toList(),
                Optional.empty(),
                Utf8.of(data),
                OptionalLong.empty(),
                Visibility.PRIVATE);
    }

    List<Event> all(Selection selection) {
        return pages(new Cursor.Beginning(), selection, ALL);
    }

    Page read(Cursor from, Selection selection) {
        return log.read(from, selection, ALL);
    }

    List<Event> pages(Cursor from, Selection selection, PageLimit limit) {
        var events = new ArrayList<Event>();
        var page = log.read(from, selection, limit);
        events.addAll(page.events());
        while (!page.reachesEnd()) {
            page = log.read(page.next(), selection, limit);
            events.addAll(page.events());
        }
        return events;
    }

    void trimAll() {
        while (log.trim()) {}
    }

    static List<String> data(List<Event> events) {
        return events.stream().map(event -> event.data().toString()).toList();
    }

    static List<String> names(List<TopicSummary> topics) {
        return topics.stream().map(summary -> summary.topic().name()).toList();
    }

    static Tail.Listener listener(List<Event> seen) {
        return new Tail.Listener() {
            @Override
            public void appended(List<Event> events) {
                seen.addAll(events);
            }

            @Override
            public void dropped() {}

            @Override
            public void interrupted(EventId id) {
                throw new AssertionError("nothing is lost up to " + id);
            }
        };
    }

    static void awaitSize(List<?> list, int size) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (list.size() < size && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(size, list.size());
    }
}
