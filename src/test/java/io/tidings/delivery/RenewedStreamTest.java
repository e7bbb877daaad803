package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.sse.NativeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A stream whose holder shows another credential.
class RenewedStreamTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final QueuedLoop loop = new QueuedLoop();
    private final Lane lane = loop.lane(log, new WindowLimits(100, 100_000));
    private final Probe probe = new Probe();

    /// Its first credential does not end.
    private static final class Renewable implements Holder {
        private boolean renewed;

        @Override
        public Optional<String> client() {
            return Optional.empty();
        }

        @Override
        public boolean isLimited() {
            return renewed;
        }

        @Override
        public boolean isOver(Instant now) {
            return renewed;
        }

        @Override
        public Optional<Instant> warning(Instant now) {
            return Optional.empty();
        }
    }

    @Test
    void itEndsWithTheCredentialThatWasShownLast() {
        var holder = new Renewable();
        var subscriber = subscribe(holder);
        lane.changes().renew(subscriber, () -> {
            holder.renewed = true;
            return Patterns.ALL;
        });
        lane.streams().expire(Instant.now());
        loop.run();

        assertTrue(subscriber.isClosed());
    }

    @Test
    void itGoesOnIfTheCredentialIsRefused() {
        var subscriber = subscribe(new Renewable());
        var renewal = lane.changes().renew(subscriber, () -> {
            throw new IllegalArgumentException("refused");
        });
        loop.run();
        var next = log.append(Batch.of(Draft.of("a", "x"))).getFirst().toString();
        loop.run();

        assertTrue(renewal.toCompletableFuture().isCompletedExceptionally());
        assertFalse(subscriber.isClosed());
        assertEquals(List.of(next), probe.received());
    }

    private Subscriber subscribe(Holder holder) {
        var subscriber = new Subscriber(Selection.of("a"), new Cursor.Now(), NativeFormat.PLAIN, probe, holder);
        lane.add(() -> Optional.of(subscriber));
        loop.run();
        return subscriber;
    }
}
