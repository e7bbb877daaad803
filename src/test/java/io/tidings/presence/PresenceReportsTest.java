package io.tidings.presence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.tidings.event.Cursor;
import io.tidings.event.Event;
import io.tidings.event.Patterns;
import io.tidings.event.Selection;
import io.tidings.event.Topic;
import io.tidings.log.EventLog;
import io.tidings.log.IdempotencyLimits;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.PageLimit;
import io.tidings.log.PresenceChanges;
import io.tidings.log.PresenceCount;
import io.tidings.log.PresencePage;
import io.tidings.log.PresenceStore;
import io.tidings.log.Retention;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.log.memory.MemoryPresence;
import io.tidings.telemetry.StreamEnd;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From a stream on a node to an event in the log. Time passes when the test says so.
class PresenceReportsTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final EventLog log = new MemoryEventLog(
            () -> now,
            Retention.ofEach(100_000, Duration.ofDays(1)),
            new IdempotencyLimits(Duration.ofMinutes(10), 1_000),
            Telemetry.NONE);
    private final Away store = new Away(new MemoryPresence(() -> now, List.of(), _ -> {}));
    private final PresentStreams streams = new PresentStreams(new PresentTopics(Patterns.of("chat/**")));
    private final PresenceReports reports = new PresenceReports(
            streams,
            store,
            log,
            GRACE,
            () -> Duration.between(Instant.EPOCH, now).toNanos());

    @AfterEach
    void close() {
        log.close();
    }

    private List<Event> told() {
        return log.read(
                        new Cursor.Beginning(),
                        Selection.of("tidings/presence/**"),
                        new PageLimit(10_000, Integer.MAX_VALUE))
                .events();
    }

    private List<String> types() {
        return told().stream().map(event -> event.type().orElseThrow().name()).toList();
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            now = now.plusSeconds(1);
            reports.work();
        }
    }

    @Test
    void joiningAndLeavingAreEventsOnTheTopicOfPresence() {
        var stream = OneStream.by("ann", "chat/1");
        streams.opened(stream);
        assertThat(reports.work(), is(true));
        streams.closed(stream, StreamEnd.CLIENT);
        pass(GRACE.plusSeconds(1));

        assertThat(types(), contains("tidings:joined", "tidings:left"));
        for (var event : told()) {
            assertThat(event.topics(), contains(new Topic("tidings/presence/chat/1")));
            assertThat(event.data().toString(), is("{\"topic\":\"chat/1\",\"subject\":\"ann\",\"issuer\":\"main\"}"));
        }
    }

    @Test
    void whatCouldNotBeReportedIsReportedLater() {
        store.isAway = true;
        streams.opened(OneStream.by("ann", "chat/1"));
        assertThat(reports.work(), is(false));
        assertThat(types(), is(empty()));

        store.isAway = false;
        assertThat(reports.work(), is(true));

        assertThat(types(), contains("tidings:joined"));
    }

    @Test
    void whatWasKeptWhenTheStoreWentAwayIsNotKeptAgain() {
        streams.opened(OneStream.by("ann", "chat/1"));
        store.isAwayWhenTold = true;
        assertThat(reports.work(), is(false));
        streams.opened(OneStream.by("bob", "chat/1"));
        assertThat(reports.work(), is(false));
        store.isAwayWhenTold = false;
        assertThat(reports.work(), is(true));

        assertThat(
                told().stream().map(event -> event.data().toString()).toList(),
                contains(
                        "{\"topic\":\"chat/1\",\"subject\":\"ann\",\"issuer\":\"main\"}",
                        "{\"topic\":\"chat/1\",\"subject\":\"bob\",\"issuer\":\"main\"}"));
    }

    @Test
    void aStoreThatHasForgottenTheNodeGetsEverythingAnew() {
        IntStream.range(0, 500).forEach(i -> streams.opened(OneStream.by("user " + i, "chat/1")));
        reports.work();
        store.forget(new MemoryPresence(() -> now, List.of(), _ -> {}));

        streams.opened(OneStream.by("ann", "chat/1"));
        reports.work();

        assertThat(store.read(new Topic("chat/1"), "", 1).streams(), is(501L));
    }

    @Test
    void aStoreThatForgetsTheNodeWhileNothingChangesGetsEverythingAnew() {
        streams.opened(OneStream.by("ann", "chat/1"));
        reports.work();
        store.forget(new MemoryPresence(() -> now, List.of(), _ -> {}));

        pass(Duration.ofSeconds(2));

        assertThat(store.read(new Topic("chat/1"), "", 1).streams(), is(1L));
    }

    /// A store that may be away, or may have lost what it was told.
    private static final class Away implements PresenceStore {
        private PresenceStore store;
        private boolean isAway;
        private boolean isAwayWhenTold;
        private boolean isForgotten;

        Away(PresenceStore store) {
            this.store = store;
        }

        void forget(PresenceStore other) {
            store = other;
            isForgotten = true;
        }

        private boolean isKnown() {
            if (isAway) {
                throw new LogUnavailableException("away");
            }
            boolean isKnown = !isForgotten;
            isForgotten = false;
            return isKnown;
        }

        @Override
        public boolean report(List<PresenceCount> counts) {
            return isKnown() && store.report(counts);
        }

        @Override
        public void beginAnew() {
            store.beginAnew();
        }

        @Override
        public boolean renew() {
            return isKnown() && store.renew();
        }

        @Override
        public boolean sweep(Duration grace) {
            return store.sweep(grace);
        }

        @Override
        public PresenceChanges untold() {
            return store.untold();
        }

        @Override
        public void told(PresenceChanges changes) {
            if (isAwayWhenTold) {
                throw new LogUnavailableException("away");
            }
            store.told(changes);
        }

        @Override
        public PresencePage read(Topic topic, String after, int limit) {
            return store.read(topic, after, limit);
        }
    }
}
