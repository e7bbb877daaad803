package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.EventFormat;
import io.tidings.sse.EventStreamWriter;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A turn in which an event could not be encoded, for want of memory perhaps.
class EncodingFaultTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(10, 1_000));
    private boolean faulty;

    @Test
    void itKeepsNoLaterEventBack() {
        var probe = new Probe();
        lane.add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), new FaultyFormat(), probe)));
        loop.run();
        faulty = true;
        var first = publish();

        var second = publish();

        assertEquals(List.of(first, second), probe.received());
    }

    private String publish() {
        var id = log.append(Batch.of(Draft.of("t", "x"))).getFirst().toString();
        loop.run();
        return id;
    }

    /// Fails once.
    private final class FaultyFormat implements EventFormat {
        @Override
        public void writeEvent(Event event, EventId id, EventStreamWriter out) {
            if (faulty) {
                faulty = false;
                throw new StackOverflowError("while encoding");
            }
            NativeFormat.PLAIN.writeEvent(event, id, out);
        }

        @Override
        public void writeGap(EventId after, EventId resumes, EventStreamWriter out) {
            NativeFormat.PLAIN.writeGap(after, resumes, out);
        }

        @Override
        public void writeExpired(Optional<EventId> position, long retryMillis, EventStreamWriter out) {
            NativeFormat.PLAIN.writeExpired(position, retryMillis, out);
        }

        @Override
        public void writeCursor(EventId id, OptionalLong retryMillis, EventStreamWriter out) {
            NativeFormat.PLAIN.writeCursor(id, retryMillis, out);
        }

        @Override
        public void writeTopics(Patterns topics, EventStreamWriter out) {
            NativeFormat.PLAIN.writeTopics(topics, out);
        }

        @Override
        public void writeStream(String name, Patterns topics, Optional<Instant> expiry, EventStreamWriter out) {
            NativeFormat.PLAIN.writeStream(name, topics, expiry, out);
        }

        @Override
        public void writeExpiring(Instant expiry, EventStreamWriter out) {
            NativeFormat.PLAIN.writeExpiring(expiry, out);
        }
    }
}
