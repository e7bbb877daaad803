package io.tidings.log.memory;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.TopicPattern;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Page;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A log in memory with a small size.
abstract class MemorySizeFixture {
    static final int SIZE = 100_000;
    static final PageLimit ALL = new PageLimit(1_000_000, Integer.MAX_VALUE);
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    final MemoryEventLog log = open(SIZE);

    MemoryEventLog open(long size) {
        var rule = new Retention.Rule(TopicPattern.ALL, 1_000_000, Duration.ofDays(1));
        return new MemoryEventLog(
                () -> now,
                new Retention(List.of(rule), size),
                new IdempotencyLimits(Duration.ofMinutes(10), 1_000_000));
    }

    EventId append(String topic, String data) {
        return log.append(Batch.of(Draft.of(topic, data))).getFirst();
    }

    EventId oldest() {
        return read(new Cursor.Beginning()).events().getFirst().id();
    }

    Page read(Cursor from) {
        return log.read(from, Selection.ALL, ALL);
    }
}
