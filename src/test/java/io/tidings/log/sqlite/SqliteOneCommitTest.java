package io.tidings.log.sqlite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidings.event.Event;
import io.tidings.event.EventId;
import io.tidings.event.Selection;
import io.tidings.log.LogUnavailableException;
import io.tidings.log.Retention;
import io.tidings.log.Tail;
import io.tidings.log.TopicSummary;
import io.tidings.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens when appends and failures meet in one commit of the writer.
class SqliteOneCommitTest extends SqliteCommitFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAppendSurvivesThatItsTopicIsForgottenInTheSameCommit(int trimsBefore) throws Exception {
        try (var log = open(A_MINUTE)) {
            append(log, "t", "old");
            now = now.plus(Duration.ofHours(1));
            for (int i = 0; i < trimsBefore; i++) {
                log.trim();
            }
            var held = new HeldWriter(log);
            var trim = held.queue(log::trim);
            var append = held.queue(() -> append(log, "t", "kept"));
            held.release();
            trim.get();
            append.get();
            assertThat(data(log, "t"), is(List.of("kept")));
            assertThat(data(log, "**"), is(List.of("hold", "kept")));
        }
        try (var log = open(A_MINUTE)) {
            assertThat(data(log, "t"), is(List.of("kept")));
        }
    }

    @Test
    void aFailedCommitLeavesTheTopicsAsTheyWere() throws Exception {
        var database = new FailingDatabase(options());
        var retention = Retention.ofEach(2, Duration.ofDays(1));
        try (var log = open(database, retention)) {
            var ids = new ArrayList<EventId>();
            for (var data : List.of("1", "2", "3")) {
                ids.add(append(log, "t", data));
            }
            var held = new HeldWriter(log);
            var append = held.queue(() -> append(log, "t", "refused"));
            var trim = held.queue(log::trim);
            database.fails = true;
            held.release();
            assertThrows(Exception.class, append::get);
            assertThrows(Exception.class, trim::get);
            assertThat(
                    log.topics(Selection.ALL, "t", "", 1), is(List.of(new TopicSummary(topic("t"), ids.getLast(), 3))));
            assertThat(data(log, "t"), is(List.of("1", "2", "3")));
            assertThat(latest(log, "t"), is(List.of("3")));
            assertThrows(LogUnavailableException.class, log::check);
            database.fails = false;
            log.check();
            log.trim();
            assertThat(data(log, "t"), is(List.of("2", "3")));
        }
    }

    @Test
    void aListenerThatThrowsHarmsNeitherPublisherNorOtherListeners() {
        try (var log = open(A_MINUTE)) {
            var seen = new ArrayList<Event>();
            log.tail(listener(() -> {
                throw new IllegalStateException("a fault of a listener");
            }));
            log.tail(new Tail.Listener() {
                @Override
                public void appended(List<Event> events) {
                    seen.addAll(events);
                }

                @Override
                public void dropped() {}

                @Override
                public void interrupted(EventId id) {}
            });
            append(log, "t", "1");
            log.check();
            assertThat(seen.size(), is(1));
            assertThat(data(log, "t"), is(List.of("1")));
        }
    }

    @Test
    void aBatchThatCannotBeWrittenFailsAlone() throws Exception {
        var faults = new AtomicInteger();
        InstantSource clock = () -> {
            if (faults.getAndDecrement() == 2) {
                throw new IllegalStateException("a fault of one batch");
            }
            return now;
        };
        try (var log = SqliteEventLog.open(options(), clock, A_MINUTE, KEYS, Telemetry.NONE)) {
            var held = new HeldWriter(log);
            faults.set(3);
            var appends = new ArrayList<Future<EventId>>();
            for (var data : List.of("1", "2", "3")) {
                appends.add(held.queue(() -> append(log, "t", data)));
            }
            held.release();
            appends.get(0).get();
            assertThrows(ExecutionException.class, () -> appends.get(1).get());
            appends.get(2).get();
            assertThat(data(log, "t"), is(List.of("1", "3")));
            log.check();
        }
    }

    @Test
    void aLogThatIsClosedWhileManyAppendFinishesOrRefusesEach() throws Exception {
        for (int round = 0; round < 50; round++) {
            var log = open(A_MINUTE);
            var acknowledged = new ArrayList<Future<EventId>>();
            for (int i = 0; i < 50; i++) {
                acknowledged.add(threads.submit(() -> append(log, "t", "e")));
            }
            var close = threads.submit(log::close);
            close.get(20, TimeUnit.SECONDS);
            for (var append : acknowledged) {
                try {
                    append.get(20, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertThat(e.getCause() instanceof LogUnavailableException, is(true));
                }
            }
        }
    }
}
