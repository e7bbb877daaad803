package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.memory.Hold;
import io.tidings.memory.Use;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.GapCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A client that was away has missed something; one that asks for a time which the log does not have has not.
class GapCauseTest {
    private static final Instant BEGIN = Instant.parse("2026-11-30T12:00:00Z");

    private Instant now = BEGIN;
    private final MemoryEventLog log = new MemoryEventLog(
            () -> now, Retention.ofEach(10_000, Duration.ofDays(1)), new IdempotencyLimits(Duration.ofMinutes(1), 1));
    private final Budget budget = new Budget(1_000_000);
    private final PageReader pages = new PageReader(log, Runnable::run, new PageLimit(10, 10_000), 10_000, budget);

    @Test
    void aTimeBeforeTheLogBeganIsNoLoss() {
        append();
        assertEquals(List.of(GapCause.BEFORE_LOG), causes(new Cursor.Since(BEGIN.minusSeconds(600))));
    }

    @Test
    void aTimeOfWhichEventsWereDroppedIsNoLossEither() {
        append();
        log.drop(new Topic("t"));
        assertEquals(List.of(GapCause.BEFORE_LOG), causes(new Cursor.Since(BEGIN)));
    }

    @Test
    void whatWasDroppedAfterTheCursorOfAClientIsLost() {
        var seen = append();
        append();
        log.drop(new Topic("t"));
        assertEquals(List.of(GapCause.DROPPED), causes(new Cursor.After(seen)));
    }

    @Test
    void aCursorOfALaterLogIsUnknown() {
        append();
        assertEquals(
                List.of(GapCause.UNKNOWN_CURSOR),
                causes(new Cursor.After(new EventId(BEGIN.toEpochMilli() + 1_000_000, 0))));
    }

    private EventId append() {
        return log.append(Batch.of(Draft.of("t", "x"))).getFirst();
    }

    private List<GapCause> causes(Cursor from) {
        var causes = new ArrayList<GapCause>();
        var request = new PageReader.Request(from, Selection.ALL, PageScope.ALL, NativeFormat.PLAIN, EventId.ZERO, 0);
        var hold = Objects.requireNonNull(budget.tryHold(Use.SENDING, 10_000));
        pages.read(request, Runnable::run, hold, new PageReader.Callback() {
            @Override
            public void read(PageReader.EncodedPage page, Hold held) {
                page.gap().ifPresent(causes::add);
                held.release();
            }

            @Override
            public void tooLarge(long bytes) {
                throw new AssertionError("a page of " + bytes + " bytes");
            }

            @Override
            public void unavailable() {
                throw new AssertionError("the log is there");
            }
        });
        return causes;
    }
}
