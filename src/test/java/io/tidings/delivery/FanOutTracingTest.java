package io.tidings.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.event.Cursor;
import io.tidings.event.Draft;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.event.TraceParent;
import io.tidings.log.Batch;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.PageLimit;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.memory.Budget;
import io.tidings.sse.NativeFormat;
import io.tidings.telemetry.Telemetry;
import io.tidings.telemetry.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The spans of a fan-out, and one that cannot be made.
class FanOutTracingTest {
    private final MemoryEventLog log = new MemoryEventLog(
            InstantSource.system(),
            Retention.ofEach(100, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(1), 10),
            Telemetry.NONE);
    private final QueuedLoop loop = new QueuedLoop();
    private final Probe connection = new Probe();
    private final List<String> begun = new ArrayList<>();
    private final List<Boolean> ended = new ArrayList<>();
    private boolean faulty;

    private final Tracing tracing = new Tracing() {
        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public Span begin(Step step, Optional<String> parent) {
            if (faulty) {
                throw new IllegalStateException("no span today");
            }
            begun.add(step + " of " + parent.orElse("nothing"));
            return new Span() {
                @Override
                public Optional<String> traceParent() {
                    return Optional.empty();
                }

                @Override
                public void end(boolean isFailure) {
                    ended.add(isFailure);
                }
            };
        }
    };

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void eachRequestThatPublishedHasOneSpan() {
        start();
        log.append(Batch.of(draft("one"), draft("one"), draft("other"), Draft.of("t", "x")));
        assertEquals(List.of("FAN_OUT of one", "FAN_OUT of other"), begun);
        assertEquals(List.of(false, false), ended);
    }

    @Test
    void aSpanThatCannotBeMadeLosesNoEvent() {
        start();
        faulty = true;
        var ids = log.append(Batch.of(draft("one"), draft("other")));
        loop.run();
        assertEquals(ids.stream().map(EventId::toString).toList(), connection.received());
    }

    private static Draft draft(String span) {
        return Draft.of("t", "x").publishedIn(Optional.of(new TraceParent(span)));
    }

    private void start() {
        var pageReader = new PageReader(log, Runnable::run, new PageLimit(10, 1_000), 1_000, new Budget(1_000_000));
        var lane = FanOut.start(
                        log,
                        tracing,
                        start -> List.of(new Lane(
                                loop,
                                pageReader,
                                new WindowLimits(10, 1_000),
                                StreamListener.NONE,
                                Telemetry.NONE,
                                start)))
                .lanes()
                .getFirst();
        lane.add(() -> Optional.of(new Subscriber(Selection.ALL, new Cursor.Now(), NativeFormat.PLAIN, connection)));
        loop.run();
    }
}
